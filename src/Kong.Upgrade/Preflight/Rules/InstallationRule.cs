using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules;

/// <summary>A rule that needs no entities.</summary>
internal sealed class InstallationRule(string id, Func<InstallationFacts, IEnumerable<Hit>> look) : ChangeRule(id)
{
    public override ChangeSearch Begin(InstallationFacts installation) => new Search(look, installation);

    private sealed class Search(Func<InstallationFacts, IEnumerable<Hit>> look, InstallationFacts installation) : ChangeSearch
    {
        public override IEnumerable<Hit> Start() => look(installation);
    }
}
