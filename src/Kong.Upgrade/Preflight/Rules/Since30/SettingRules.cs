namespace Kong.Upgrade.Preflight.Rules.Since30;

/// <summary>Settings that 3.0 changed.</summary>
internal static class SettingRules
{
    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Removed("300-10", "go_pluginserver_exe", "go_plugins_dir"),
    ];
}
