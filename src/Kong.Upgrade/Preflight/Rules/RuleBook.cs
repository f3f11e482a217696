namespace Kong.Upgrade.Preflight.Rules;

/// <summary>Every rule of the catalogue. A change has one rule; the tests see to it that none is without.</summary>
internal static class RuleBook
{
    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        .. Since30.SettingRules.All, .. Since30.PluginRules.All,
        .. Since33.SettingRules.All, .. Since33.PluginRules.All, .. Since33.RouteRules.All, .. Since33.ReviewRules.All,
        .. Since34.SettingRules.All, .. Since34.HostRules.All, .. Since34.PluginRules.All, .. Since34.EntityRules.All, .. Since34.CertificateRules.All, .. Since34.ReviewRules.All,
        .. Since35.SettingRules.All, .. Since35.PluginRules.All, .. Since35.EntityRules.All,
        .. Since36.SettingRules.All, .. Since36.TlsRules.All, .. Since36.PluginRules.All, .. Since36.EntityRules.All, .. Since36.ReviewRules.All,
    ];
}
