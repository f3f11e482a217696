using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Always;

/// <summary>ANY-03: plugins that blue uses and green does not have. Looks at running nodes of green, else at the plugins that green's own configuration names.</summary>
internal sealed class PluginsThereRule() : ChangeRule("ANY-03")
{
    public override IReadOnlyList<string> Kinds => ["plugins"];

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(installation);

    private sealed class Search(InstallationFacts installation) : ChangeSearch
    {
        private readonly HashSet<string> used = new(installation.Blue.SelectMany(n => n.Enabled), StringComparer.Ordinal);

        public override Hit? See(KongEntity entity)
        {
            if (entity.Text("name") is { } name) used.Add(name);
            return null;
        }

        public override IEnumerable<Hit> End() =>
            installation.Green.Any(n => n.Available.Count > 0) ? installation.Green.Where(n => n.Available.Count > 0).SelectMany(Missing) : NotNamed();

        private IEnumerable<Hit> Missing(NodeFacts node)
        {
            IReadOnlyDictionary<string, JsonElement> available = node.Available;
            return used.Where(p => !available.ContainsKey(p)).Select(p => Hit(p, $"not installed on {node.Name} {node.Hostname}".TrimEnd()));
        }

        // Only what somebody wrote for green counts, and only plugins that come with no version.
        private IEnumerable<Hit> NotNamed()
        {
            if (!installation.Settings.IsGreenGiven) return [];
            string[] named = [.. (installation.Settings.GreenValue("plugins") ?? "bundled").Split(',', StringSplitOptions.TrimEntries)];
            return used.Where(p => !named.Contains(p) && !BundledPlugins.All.Contains(p)).Select(p => Hit(p, "not among 'plugins' of green's configuration"));
        }

        private static Hit Hit(string plugin, string value) => new(value, Subject: new() { Kind = "plugin", Name = plugin, Value = value });
    }
}
