using Kong.Upgrade.Staging.Routes.Matching;
using Kong.Upgrade.Staging.Routes.Model;

namespace Kong.Upgrade.Staging.Routes.Candidates;

/// <summary>Says why a route does not get a request that suits it.</summary>
internal static class Misses
{
    public static string Of(TriedRequest tried, RouteModel route, RouterTable blue, RouterTable green)
    {
        bool isBlues = tried.Blue.Route != route;
        (RouterAnswer answer, RouterTable table, string side) = isBlues ? (tried.Blue, blue, "blue") : (tried.Green, green, "green");
        RouteEntry? own = table.EntriesOf(route).Where(e => e.Fits(tried.Request) is not Fit.No).MaxBy(e => e.Rank);
        if (own is null && !tried.Request.Tls && table.EntriesOf(route).Any(e => e.Tls is true)) return "it takes only TLS, and no TLS port is known";
        if (own is null) return $"{side} does not know it by {tried.Request.Path}";
        return answer.Route is { } other ? $"everything it takes is taken by {other} ({answer.Best!.Rank.Over(own.Rank)})" : Doubt(answer, route, own);
    }

    private static string Doubt(RouterAnswer answer, RouteModel route, RouteEntry own)
    {
        RouteEntry? rival = answer.Rivals.Append(answer.Best).FirstOrDefault(r => r is not null && r.Route != route);
        if (rival is null) return route.Expression is { } expression ? $"its expression is not understood here: {expression}" : "it asks for more than can be told here";
        return !answer.MayBe(route) ? $"everything it takes is taken by {rival.Route} ({rival.Rank.Over(own.Rank)})"
            : answer.IsTie ? $"{rival.Route} takes the same requests with the same rank, and which of the two Kong takes is not known"
            : $"{rival.Route} may take everything it takes: its conditions cannot be tried here";
    }
}
