using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules;

/// <summary>A plugin that runs at another place than before, and custom plugins that it has passed. Green's nodes say which priority a custom plugin has; where none is running, a person has to look.</summary>
/// <param name="id">The change's id.</param>
/// <param name="moves">The plugins with their old and new priorities.</param>
internal sealed class PluginOrderRule(string id, IReadOnlyList<PluginMove> moves) : ChangeRule(id)
{
    public override IReadOnlyList<string> Kinds => ["plugins"];

    public override IReadOnlyList<string> Plugins => [.. moves.Select(m => m.Plugin)];

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(moves, installation);

    private sealed class Search(IReadOnlyList<PluginMove> moves, InstallationFacts installation) : ChangeSearch
    {
        private readonly HashSet<string> inUse = new(StringComparer.Ordinal);

        public override Hit? See(KongEntity plugin)
        {
            if (plugin.IsEnabled()) inUse.Add(plugin.Text("name")!);
            return null;
        }

        public override IEnumerable<Hit> End()
        {
            PluginMove[] moved = [.. moves.Where(m => inUse.Contains(m.Plugin))];
            return moved.Length == 0 ? [] : installation.CustomPlugins.Select(p => Look(p, moved)).OfType<Hit>();
        }

        private Hit? Look(string custom, PluginMove[] moved)
        {
            if (installation.Green.Select(n => n.Priority(custom)).FirstOrDefault(p => p is not null) is not { } priority)
                return Of(custom, $"priority not known, against {string.Join(", ", moved.Select(m => m.ToString()))}", FindingCertainty.Review);
            PluginMove[] passed = [.. moved.Where(m => m.Passes(priority))];
            return passed.Length == 0 ? null : Of(custom, $"priority {priority}, passed by {string.Join(", ", passed.Select(m => m.ToString()))}", FindingCertainty.Suspected);
        }

        private static Hit Of(string custom, string value, FindingCertainty certainty) => new(value, certainty, new() { Kind = "plugins", Name = custom, Value = value });
    }
}
