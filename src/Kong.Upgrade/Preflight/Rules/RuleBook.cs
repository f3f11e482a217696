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
        .. Since33.SettingRules.All, .. Since33.PluginRules.All, .. Since33.RouteRules.All, .. Since33.ReviewRules.All,
        .. Since34.SettingRules.All, .. Since34.HostRules.All, .. Since34.PluginRules.All, .. Since34.EntityRules.All, .. Since34.CertificateRules.All, .. Since34.ReviewRules.All,
        .. Since35.SettingRules.All, .. Since35.PluginRules.All, .. Since35.EntityRules.All,
        .. Since36.SettingRules.All, .. Since36.TlsRules.All, .. Since36.PluginRules.All, .. Since36.EntityRules.All, .. Since36.ReviewRules.All,
        .. Since37.PluginRules.All, .. Since37.SettingRules.All, new Since37.MixedRoutesRule(), new Since37.Pcre2Rule(),
        .. Since38.InstallationRules.All, .. Since38.PluginRules.All,
        .. Since39.InstallationRules.All, .. Since39.PluginRules.All,
        .. Since310.InstallationRules.All, .. Since310.PluginRules.All, new Since310.ClearQueryArgRule(), new Since310.LicenceRule("3100-05"),
        .. Beyond.EntityRules.All, .. Beyond.PluginRules.All, .. Beyond.SettingRules.All, new Beyond.WasmRule(), new Since310.LicenceRule("3150-01"),
        .. Always.InstallationRules.All, new Always.PluginsThereRule(), new Always.SettingDifferencesRule(), new Always.VaultReferencesRule(),
        .. Seen.InstallationRules.All, .. Seen.PluginRules.All, .. Seen.RedisRules.All, .. Seen.RouteRules.All, new Seen.MetricsRoomRule(), new Seen.RemovedHeaderRule(),
    ];
}
