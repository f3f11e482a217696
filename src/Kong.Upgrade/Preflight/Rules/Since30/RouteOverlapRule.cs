using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;
using Kong.Upgrade.Preflight.Rules.Since30.Overlaps;

namespace Kong.Upgrade.Preflight.Rules.Since30;

/// <summary>Routes of which 3.x may choose another than 2.8 (kong-facts 13 no. 4). Which requests really come, no configuration says: so it only suspects.</summary>
internal sealed class RouteOverlapRule() : ChangeRule("300-07")
{
    private static readonly KongVersion splitsPaths = KongVersion.Parse("3.3.0");

    public override IReadOnlyList<string> Kinds => ["routes"];

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(installation);

    private sealed class Search(InstallationFacts installation) : ChangeSearch
    {
        private readonly bool isOfInterest = !installation.KeepsOldRouter(), onePriorityPerRoute = installation.To < splitsPaths;
        private readonly RegexTies ties = new(installation);
        private readonly HeaderOverlaps headers = new();
        private readonly HostsAgainstPaths kinds = new();

        public override Hit? See(KongEntity route)
        {
            if (!isOfInterest || !CanCompete(route)) return null;
            RouteShape shape = new(route.Alone());
            ties.See(shape);
            headers.See(shape);
            kinds.See(shape);
            return onePriorityPerRoute && shape.Paths.Select(p => p.Length).Distinct().Count() > 1 ? Hit.Suspected($"{shape.Paths.Count} paths of different lengths get one priority before 3.3") : null;
        }

        // Most routes of most installations ask for plain paths, and this spares them all that follows.
        private bool CanCompete(KongEntity route) =>
            onePriorityPerRoute || RoutePaths.MayHaveRegex(route) || route.IsFilled("headers") || (route.IsFilled("paths") ? route.IsFilled("methods") && !route.IsFilled("hosts") : route.IsFilled("hosts"));

        public override IEnumerable<Hit> End() => ties.End().Concat(headers.End()).Concat(kinds.End());
    }
}
