using Kong.Upgrade.Staging.Expecting;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Routes;

/// <summary>A derived request as a test: what was concluded must hold unless blue does otherwise, too.</summary>
internal static class DerivedTest
{
    public static RequestTest Of(DerivedRequest derived) => new()
    {
        Name = derived.Name,
        Subject = derived.Route,
        Request = derived.Request,
        Effects = derived.Effects,
        Traits = derived.Traits,
        IsConcluded = true,
        Expectations = [.. Expected(derived.Expected)],
    };

    private static IEnumerable<Expectation> Expected(ExpectedAnswer expected)
    {
        yield return expected.Statuses.Count > 0 ? Expectations.Status(expected.Area, [.. expected.Statuses]) : Expectations.SomeRoute();
        if (expected.Never.Count > 0) yield return Expectations.NotStatus(expected.Area, [.. expected.Never]);
        if (expected.RouteId is not null || expected.RouteName is not null) yield return Expectations.RouteIfSaid(expected.RouteId, expected.RouteName);
    }
}
