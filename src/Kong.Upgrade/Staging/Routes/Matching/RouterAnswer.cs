using Kong.Upgrade.Staging.Routes.Model;

namespace Kong.Upgrade.Staging.Routes.Matching;

/// <summary>Whom a router gives a request to. Immutable.</summary>
/// <param name="Best">The highest that surely suits.</param>
/// <param name="Rivals">Entries of other routes that may take it instead: of the same rank, or as high and not sure.</param>
/// <param name="IsTie">Whether all rivals suit as surely, so that only their rank is not told apart.</param>
internal sealed record RouterAnswer(RouteEntry? Best, IReadOnlyList<RouteEntry> Rivals, bool IsTie)
{
    /// <summary>The route, where it is sure.</summary>
    public RouteModel? Route => Rivals.Count == 0 ? Best?.Route : null;

    /// <summary>Whether no route at all suits, for sure.</summary>
    public bool IsNobody => Best is null && Rivals.Count == 0;

    /// <summary>Whether a route may be the one.</summary>
    public bool MayBe(RouteModel route) => Best?.Route == route || Rivals.Any(r => r.Route == route);
}
