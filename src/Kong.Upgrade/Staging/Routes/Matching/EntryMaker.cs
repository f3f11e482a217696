using Kong.Upgrade.Preflight.Regexes.Paths;
using Kong.Upgrade.Staging.Routes.Expressions;
using Kong.Upgrade.Staging.Routes.Model;

namespace Kong.Upgrade.Staging.Routes.Matching;

/// <summary>Makes of a route what one side's router has of it. For one thread.</summary>
internal sealed class EntryMaker(RouterSide side, PathRegexes regexes)
{
    private readonly Dictionary<RouteModel, IReadOnlyList<RouteEntry>> made = new(ReferenceEqualityComparer.Instance);

    /// <summary>Regexes that this side refuses, by route; a newer router leaves out all regexes of such a route.</summary>
    public Dictionary<RouteModel, PathRegex> Refused { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>The route's entries, in the order of its paths; none where it is not in this router.</summary>
    public IReadOnlyList<RouteEntry> Of(RouteModel route)
    {
        if (!made.TryGetValue(route, out IReadOnlyList<RouteEntry>? entries)) made[route] = entries = Make(route);
        return entries;
    }

    private IReadOnlyList<RouteEntry> Make(RouteModel route)
    {
        if (route.IsStream || route.Service is { IsEnabled: false }) return [];
        if (route.Expression is not null) return side.IsTraditional ? [] : new ExpressionEntries(side, regexes).Of(route);
        PathCondition?[] paths = route.Paths.Count == 0 ? [null] : [.. route.Paths.Select(Path)];
        if (paths.FirstOrDefault(p => p?.Regex?.Refusal is not null) is { Regex: { } refused }) Refused[route] = refused;
        bool leavesOutAll = !side.IsTraditional && Refused.ContainsKey(route);
        return [.. paths.Where(p => p?.Regex is null || (!leavesOutAll && p.Regex.Refusal is null)).Where(p => side.RanksPathsApart || !leavesOutAll).Select(p => Entry(route, p, paths))];
    }

    private PathCondition Path(string stored)
    {
        string path = side.PathOf(stored);
        if (RoutePath.Regex(path, side.Version) is { } pattern) return PathCondition.Of(regexes.Of(pattern, side.Dialect));
        return PathCondition.Prefix(side.IsTraditional ? PathDecoding.Normalize(path) : path, PathCondition.Bytes(path));
    }

    private RouteEntry Entry(RouteModel route, PathCondition? path, PathCondition?[] all) => new()
    {
        Route = route,
        Side = side,
        Path = path,
        Rank = Rank(route, side.RanksPathsApart ? [path] : all),
        Hosts = [.. route.Hosts.Select(h => new HostCondition(h))],
        Methods = route.Methods,
        Headers = [.. route.Headers.Where(h => !side.IsTraditional || !h.Name.Equals("host", StringComparison.OrdinalIgnoreCase)).Select(h => new HeaderTest(h, side.IsTraditional))],
        Snis = [.. route.Snis.Select(s => new HostCondition(s))],
        AsksMore = route.Addresses > 0,
    };

    private Rank Rank(RouteModel route, PathCondition?[] paths)
    {
        (bool isRegex, int length) = (paths.Any(p => p?.Regex is not null), paths.Max(p => p?.Length ?? 0));
        return side.IsTraditional ? Ranks.Traditional(route, isRegex, length) : Ranks.Compatible(route, isRegex, length);
    }
}
