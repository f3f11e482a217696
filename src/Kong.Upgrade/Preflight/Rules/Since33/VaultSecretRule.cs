using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since33;

/// <summary>openid-connect plugins whose client's secret lies in a vault of HashiCorp's, which is named by its kind or by a vault entity's prefix.</summary>
internal sealed class VaultSecretRule(string id) : ChangeRule(id)
{
    private const string Beginning = "{vault://";

    public override IReadOnlyList<string> Kinds => ["plugins", "vaults"];

    public override ChangeSearch Begin(InstallationFacts installation) => new Search();

    private sealed class Search : ChangeSearch
    {
        private readonly HashSet<string> prefixes = new(["hcv"], StringComparer.Ordinal);
        private readonly List<(KongEntity Plugin, string Prefix)> candidates = [];

        public override Hit? See(KongEntity entity)
        {
            if (entity.Kind == "vaults")
            {
                if (entity.Text("name") == "hcv" && entity.Text("prefix") is { } prefix) prefixes.Add(prefix);
            }
            else if (entity.Text("name") == "openid-connect" && entity.IsEnabled())
            {
                foreach (string secret in entity.Items("config.client_secret").Where(PluginUse.IsVaultReference).Take(1)) candidates.Add((entity, secret[Beginning.Length..].Split('/')[0]));
            }
            return null;
        }

        public override IEnumerable<Hit> End() => candidates.Where(c => prefixes.Contains(c.Prefix)).Select(c => new Hit($"config.client_secret lies in the vault {c.Prefix}") { Entity = c.Plugin });
    }
}
