using Kong.Upgrade.Staging.Routes.Model;

namespace Kong.Upgrade.Staging.Routes.Matching;

/// <summary>One side's router: finds whom a request goes to without looking at all routes. For one thread.</summary>
internal sealed class RouterTable
{
    private readonly Dictionary<string, PathIndex> byHost = new(StringComparer.Ordinal);
    private readonly EntryMaker maker;

    public RouterTable(IEnumerable<RouteModel> routes, EntryMaker maker)
    {
        this.maker = maker;
        foreach (RouteModel route in routes)
            foreach (RouteEntry entry in maker.Of(route)) Add(entry);
        foreach (PathIndex index in byHost.Values) index.Sort();
    }

    /// <summary>What this router has of a route; none where it is left out.</summary>
    public IReadOnlyList<RouteEntry> EntriesOf(RouteModel route) => maker.Of(route);

    /// <summary>A regex for which the route, or the part of it that has regexes, is left out.</summary>
    public PathRegex? RefusedOf(RouteModel route) => maker.Refused.GetValueOrDefault(route);

    public RouterAnswer Find(SeenRequest request)
    {
        RouteEntry? best = null;
        List<(RouteEntry Entry, Fit Fit)> found = [];
        foreach (string key in request.HostKeys)
        {
            if (!byHost.TryGetValue(key, out PathIndex? index)) continue;
            foreach (List<RouteEntry> entries in index.Find(request)) Look(entries, request, found, ref best);
        }
        (RouteEntry Entry, Fit Fit)[] rivals = [.. found.Where(f => f.Entry.Route != best?.Route && IsRival(f.Entry, best))];
        return new(best, [.. rivals.Select(r => r.Entry)], rivals.Length > 0 && best is not null && Array.TrueForAll(rivals, r => r.Fit is Fit.Yes));
    }

    private static void Look(List<RouteEntry> entries, SeenRequest request, List<(RouteEntry Entry, Fit Fit)> found, ref RouteEntry? best)
    {
        foreach (RouteEntry entry in entries)
        {
            if (best is not null && entry.Rank.CompareTo(best.Rank) < 0) return;
            Fit fit = entry.Fits(request);
            if (fit is Fit.No) continue;
            found.Add((entry, fit));
            if (fit is Fit.Yes && (best is null || entry.Rank.CompareTo(best.Rank) > 0)) best = entry;
        }
    }

    private static bool IsRival(RouteEntry entry, RouteEntry? best) => best is null || entry.Rank.CompareTo(best.Rank) >= 0;

    private void Add(RouteEntry entry)
    {
        foreach (string key in entry.HostKeys)
        {
            if (!byHost.TryGetValue(key, out PathIndex? index)) byHost[key] = index = new();
            index.Add(entry);
        }
    }
}
