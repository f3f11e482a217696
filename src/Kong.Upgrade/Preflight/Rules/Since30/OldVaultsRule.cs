using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since30;

/// <summary>Vaults of 2.8, which lay in a table of their own, behind an endpoint of their own.</summary>
internal sealed class OldVaultsRule() : ChangeRule("300-16")
{
    private const string Table = "vaults_beta";

    public override IReadOnlyList<string> Kinds => [Table, "vaults"];

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(installation);

    private sealed class Search(InstallationFacts installation) : ChangeSearch
    {
        private bool any;

        public override Hit? See(KongEntity vault)
        {
            if (vault.Kind != Table && installation.IsDeclarative) return null;
            any = true;
            return "to be copied to sm_vaults";
        }

        // The server's estimate only speaks where the rows themselves were not shown.
        public override IEnumerable<Hit> End() => !any && installation.Database?.Rows.GetValueOrDefault(Table) is > 0 and var rows
            ? [new($"about {rows} rows", Subject: new() { Kind = "database", Name = Table, Value = $"about {rows} rows" })] : [];
    }
}
