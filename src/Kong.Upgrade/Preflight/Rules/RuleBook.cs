namespace Kong.Upgrade.Preflight.Rules;

/// <summary>Every rule of the catalogue. A change has one rule; the tests see to it that none is without.</summary>
internal static class RuleBook
{
    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        .. Since30.SettingRules.All, .. Since30.PluginRules.All,
        .. Since37.PluginRules.All, .. Since37.SettingRules.All, new Since37.MixedRoutesRule(), new Since37.Pcre2Rule(),
        .. Since38.InstallationRules.All, .. Since38.PluginRules.All,
        .. Since39.InstallationRules.All, .. Since39.PluginRules.All,
        .. Since310.InstallationRules.All, .. Since310.PluginRules.All, new Since310.ClearQueryArgRule(), new Since310.LicenceRule("3100-05"),
        .. Beyond.EntityRules.All, .. Beyond.PluginRules.All, .. Beyond.SettingRules.All, new Beyond.WasmRule(), new Since310.LicenceRule("3150-01"),
        .. Always.InstallationRules.All, new Always.PluginsThereRule(), new Always.SettingDifferencesRule(), new Always.VaultReferencesRule(),
        .. Seen.InstallationRules.All, .. Seen.PluginRules.All, .. Seen.RedisRules.All, .. Seen.RouteRules.All, new Seen.MetricsRoomRule(), new Seen.RemovedHeaderRule(),
    ];
}
