namespace Kong.Upgrade.Preflight.Rules;

/// <summary>Every rule of the catalogue. A change has one rule; the tests see to it that none is without.</summary>
internal static class RuleBook
{
    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        .. Since30.SettingRules.All, .. Since30.PluginRules.All,
    ];
}
