using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules;

/// <summary>A rule that tells by the installation and by each entity alone: a change that shows in settings and in plugins.</summary>
internal sealed class CombinedRule(string id, Func<InstallationFacts, IEnumerable<Hit>> start, IReadOnlyList<string> kinds, IReadOnlyList<string> plugins, Func<KongEntity, InstallationFacts, Hit?> see) : ChangeRule(id)
{
    public override IReadOnlyList<string> Kinds => kinds;

    public override IReadOnlyList<string> Plugins => plugins;

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(start, see, installation);

    private sealed class Search(Func<InstallationFacts, IEnumerable<Hit>> start, Func<KongEntity, InstallationFacts, Hit?> see, InstallationFacts installation) : ChangeSearch
    {
        public override IEnumerable<Hit> Start() => start(installation);

        public override Hit? See(KongEntity entity) => see(entity, installation);
    }
}
