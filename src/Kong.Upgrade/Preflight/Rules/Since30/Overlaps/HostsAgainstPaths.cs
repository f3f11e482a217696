using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Preflight.Rules.Since30.Overlaps;

/// <summary>Routes that ask for hosts only, beside routes that ask for methods and paths only: a request that suits both goes to the other one in 3.x (kong-facts 13 no. 4).</summary>
internal sealed class HostsAgainstPaths
{
    // Either kind may be all there is in a large installation, and harmless without the other.
    private const int MostKept = 1_000;

    private readonly List<KongEntity> kept = [];
    private KongEntity? other;
    private long byHost, byPath;

    public void See(RouteShape shape)
    {
        if (shape.Fields == "hos" && shape.Paths.Count == 0)
        {
            byHost++;
            if (kept.Count < MostKept) kept.Add(shape.Route);
        }
        else if (shape.Fields == "met" && shape.Paths.Count > 0)
        {
            byPath++;
            other ??= shape.Route;
        }
    }

    public IEnumerable<Hit> End()
    {
        if (other is null) yield break;
        string value = $"hosts only, beside {byPath} routes with methods and paths, such as {other.Label()}";
        foreach (KongEntity route in kept) yield return Hit.Suspected(value) with { Entity = route };
        for (long more = kept.Count; more < byHost; more++) yield return Hit.Suspected(value);
    }
}
