using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since30.Overlaps;

/// <summary>Regexes of equal priority that one path can suit: 2.8 takes the oldest route, 3.x does not (kong-facts 13 no. 4).</summary>
internal sealed class RegexTies(InstallationFacts installation)
{
    private readonly List<(RegexPath Path, OverlapIndex<RegexPath> Group)> all = [];
    private readonly Dictionary<string, OverlapIndex<RegexPath>> groups = new(StringComparer.Ordinal);

    public void See(RouteShape shape)
    {
        foreach (string path in shape.Paths)
            if (RoutePaths.Regex(path, installation) is { } regex) Add(shape, regex);
    }

    public IEnumerable<Hit> End()
    {
        HashSet<RouteShape> told = [];
        foreach ((RegexPath path, OverlapIndex<RegexPath> group) in all)
            if (!told.Contains(path.Shape) && group.Find(path.Literal, whole: true, path.Ties) is { } other && told.Add(path.Shape))
                yield return Hit.Suspected($"{path.Regex} and {other.Regex} of route {other.Shape.Route.Label()} have the same priority{Age(path, other)}") with { Entity = path.Shape.Route };
    }

    private void Add(RouteShape shape, string regex)
    {
        foreach (string host in shape.HostsOrAny)
        {
            string key = $"{shape.Fields} {shape.Route.Text("regex_priority") ?? "0"} {host}";
            RegexPath path = new(shape, regex, all.Count);
            if (!groups.TryGetValue(key, out OverlapIndex<RegexPath>? group)) groups[key] = group = new();
            group.Add(path.Literal, path);
            all.Add((path, group));
        }
    }

    private static string Age(RegexPath left, RegexPath right) =>
        left.Shape.Route.Text("created_at") is { } made && made == right.Shape.Route.Text("created_at") ? ", and were made at the same time, so that blue's own choice may change too" : "";
}
