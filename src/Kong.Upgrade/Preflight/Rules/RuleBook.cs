namespace Kong.Upgrade.Preflight.Rules;

/// <summary>Every rule of the catalogue. A change has one rule; the tests see to it that none is without.</summary>
internal static class RuleBook
{
    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        .. Since28.VersionRules.All, .. Since28.HostRules.All, .. Since28.PluginRules.All,
        .. Since30.SettingRules.All, .. Since30.PluginRules.All, .. Since30.RouteRules.All, .. Since30.EntityRules.All, .. Since30.HostRules.All, .. Since30.CustomCodeRules.All, .. Since30.ReviewRules.All,
        .. Since31.RouteAndPluginRules.All, .. Since31.InstallationRules.All,
        .. Since32.PluginRules.All, .. Since32.InstallationRules.All,
    ];
}
