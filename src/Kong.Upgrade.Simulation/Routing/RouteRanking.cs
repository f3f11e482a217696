namespace Kong.Upgrade.Simulation.Routing;

/// <summary>Puts routes into the order in which they are tried: that of Kong's traditional router, or one that a fault asks for.</summary>
internal static class RouteRanking
{
    public static RouteCandidate[] Sort(IReadOnlyList<RouteCandidate> candidates, SimulatedRouteOrder order)
    {
        int sign = order == SimulatedRouteOrder.ShortestFirst ? -1 : 1;
        int age = order == SimulatedRouteOrder.YoungestFirst ? -1 : 1;
        return
        [
            .. candidates
                .OrderByDescending(c => c.Conditions)
                .ThenByDescending(c => c.Route.Headers.Count)
                .ThenByDescending(c => c.Route.Hosts.Any && c.Route.Hosts.OnlyPlain)
                .ThenByDescending(c => (c.Path?.IsRegex ?? false) != (order == SimulatedRouteOrder.PrefixesFirst))
                .ThenByDescending(c => c.Path is { IsRegex: true } ? sign * c.Route.RegexPriority : 0)
                .ThenByDescending(c => c.Path is { IsRegex: false } prefix ? sign * prefix.Length : 0)
                .ThenBy(c => age * c.Route.CreatedAt)
                .ThenBy(c => c.Route.Id, age > 0 ? StringComparer.Ordinal : Backwards),
        ];
    }

    private static Comparer<string> Backwards { get; } = Comparer<string>.Create((one, other) => StringComparer.Ordinal.Compare(other, one));
}
