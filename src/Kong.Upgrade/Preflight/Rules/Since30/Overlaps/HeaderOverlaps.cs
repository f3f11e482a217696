namespace Kong.Upgrade.Preflight.Rules.Since30.Overlaps;

/// <summary>Routes with headers of which one's path begins the other's: 3.x may choose the other one (kong-facts 13 no. 4).</summary>
internal sealed class HeaderOverlaps
{
    private readonly List<(HeaderPath Path, OverlapIndex<HeaderPath> Group)> all = [];
    private readonly Dictionary<string, OverlapIndex<HeaderPath>> groups = new(StringComparer.Ordinal);

    public void See(RouteShape shape)
    {
        if (!shape.Route.IsFilled("headers")) return;
        foreach (string path in shape.Paths.Where(p => !p.StartsWith('~') && !RoutePaths.LooksLikeRegex(p)))
            foreach (string host in shape.HostsOrAny) Add(new(shape, path), $"{shape.Fields} {host}");
    }

    public IEnumerable<Hit> End()
    {
        HashSet<RouteShape> told = [];
        foreach ((HeaderPath path, OverlapIndex<HeaderPath> group) in all)
            if (!told.Contains(path.Shape) && group.Find(path.Path, whole: false, o => path.Shape.CanMeet(o.Shape)) is { } other && told.Add(path.Shape))
                yield return Hit.Suspected($"headers with {path.Path}, and with {other.Path} on route {other.Shape.Route.Label()}") with { Entity = path.Shape.Route };
    }

    private void Add(HeaderPath path, string key)
    {
        if (!groups.TryGetValue(key, out OverlapIndex<HeaderPath>? group)) groups[key] = group = new();
        group.Add(path.Path, path);
        all.Add((path, group));
    }
}
