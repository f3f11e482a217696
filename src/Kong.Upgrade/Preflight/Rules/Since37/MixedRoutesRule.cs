using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since37;

/// <summary>370-11: routes with expressions beside routes without, which control planes keep from data planes older than 3.7.</summary>
internal sealed class MixedRoutesRule() : ChangeRule("370-11")
{
    public override IReadOnlyList<string> Kinds => ["routes"];

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(installation.Deployment is KongDeployment.HybridControlPlane && installation.Settings.GreenValue("router_flavor") is null or "expressions");

    private sealed class Search(bool isOfInterest) : ChangeSearch
    {
        private KongEntity? first;
        private long withExpression, without;

        public override Hit? See(KongEntity entity)
        {
            if (!isOfInterest) return null;
            if (entity.HasContent("expression")) (first, withExpression) = (first ?? entity, withExpression + 1);
            else without++;
            return null;
        }

        public override IEnumerable<Hit> End() =>
            withExpression > 0 && without > 0 ? [new($"{withExpression} routes with an expression beside {without} without", FindingCertainty.Suspected) { Entity = first }] : [];
    }
}
