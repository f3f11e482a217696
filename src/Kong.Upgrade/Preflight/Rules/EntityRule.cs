using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules;

/// <summary>A rule that tells by each entity alone.</summary>
internal sealed class EntityRule(string id, IReadOnlyList<string> kinds, IReadOnlyList<string> plugins, Func<KongEntity, InstallationFacts, Hit?> look) : ChangeRule(id)
{
    public override IReadOnlyList<string> Kinds => kinds;

    public override IReadOnlyList<string> Plugins => plugins;

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(look, installation);

    private sealed class Search(Func<KongEntity, InstallationFacts, Hit?> look, InstallationFacts installation) : ChangeSearch
    {
        public override Hit? See(KongEntity entity) => look(entity, installation);
    }
}
