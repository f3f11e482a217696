namespace Kong.Upgrade.Preflight.Rules.Since30.Overlaps;

/// <summary>Routes with headers of which one's path begins the other's: 3.x may choose the other one (kong-facts 13 no. 4).</summary>
internal sealed class HeaderOverlaps
{
    private readonly List<(RouteShape Shape, string Path, string Group)> all = [];
    private readonly Dictionary<string, OverlapIndex<(RouteShape Shape, string Path)>> groups = new(StringComparer.Ordinal);

    public void See(RouteShape shape)
    {
        if (!shape.Route.IsFilled("headers")) return;
        foreach (string path in shape.Paths.Where(p => !p.StartsWith('~') && !RoutePaths.LooksLikeRegex(p)))
            foreach (string host in shape.HostsOrAny) Add(shape, path, $"{shape.Fields} {host}");
    }

    public IEnumerable<Hit> End()
    {
        HashSet<RouteShape> told = [];
        foreach ((RouteShape shape, string path, string group) in all)
            if (!told.Contains(shape) && groups[group].At(path, whole: false).FirstOrDefault(o => shape.CanMeet(o.Shape)) is { Shape: not null } other && told.Add(shape))
                yield return Hit.Suspected($"headers with {path}, and with {other.Path} on route {other.Shape.Route.Label()}") with { Entity = shape.Route };
    }

    private void Add(RouteShape shape, string path, string group)
    {
        if (!groups.TryGetValue(group, out OverlapIndex<(RouteShape, string)>? index)) groups[group] = index = new();
        index.Add(path, (shape, path));
        all.Add((shape, path, group));
    }
}
