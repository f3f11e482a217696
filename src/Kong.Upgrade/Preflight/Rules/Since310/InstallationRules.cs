using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since310;

/// <summary>Settings, hosts and versions, as 3.10 changed them.</summary>
internal static class InstallationRules
{
    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Installation("3100-07", Version),
        Rule.Installation("3100-08", StreamSync),
        Rule.Installation("3100-09", i => Version(i).Select(h => h with { Certainty = FindingCertainty.Suspected })),
        Rule.Setting("3100-12", "cluster_incremental_sync", s => s.Value("cluster_incremental_sync") is "on" or "true" ? "on" : null),
        Rule.Host("3100-14", h => h is { OperatingSystem: "ubuntu", OperatingSystemVersion: "20.04" } ? "ubuntu 20.04" : null),
        Rule.Installation("3100-15", Version),
        Rule.Review("3100-20"),
    ];

    public static bool SyncsIncrementally(SettingFacts settings) => settings.GreenValue("incremental_sync") is "on" or "true";

    private static IEnumerable<Hit> Version(InstallationFacts installation) => [new($"{installation.To}", Subject: new() { Kind = "version", Name = "green", Value = $"{installation.To}" })];

    private static IEnumerable<Hit> StreamSync(InstallationFacts installation) =>
        installation.Deployment is KongDeployment.HybridControlPlane && SyncsIncrementally(installation.Settings) && installation.Settings.GreenValue("stream_listen") is { } listen and not "off" ? [Rule.SettingHit("incremental_sync", $"on, with stream_listen = {listen}")] : [];
}
