namespace Kong.Upgrade.Simulation.Command;

/// <summary>The <c>plugins</c> setting: which plugins, and so which subsystems, this process knows (kong-facts 1.3).</summary>
internal sealed class PluginSelection(string setting)
{
    private readonly HashSet<string> _names =
        [.. setting.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    public bool Loads(string plugin) => !_names.Contains("off") && (_names.Contains("bundled") || _names.Contains(plugin));
}
