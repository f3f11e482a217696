using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since39;

/// <summary>Settings and hosts, as 3.9 changed them.</summary>
internal static class InstallationRules
{
    private static readonly string[] incrementalSync = ["cluster_incremental_sync", "cluster_rpc_sync", "incremental_sync"];

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Setting("390-01", "node_id", NodeId),
        Rule.Settings("390-05", s => incrementalSync.Where(n => s.GreenValue(n) is "on" or "true").Select(n => Rule.SettingHit(n, "on"))),
        Rule.Host("390-07", h => h.Image is { } image && image.Contains("rhel", StringComparison.OrdinalIgnoreCase) ? image : null),
        Rule.Installation("390-08", Brotli),
    ];

    private static string? NodeId(SettingFacts settings) =>
        settings.IsSetForGreen("node_id") != true || settings.GreenValue("node_id") is not { } green ? null
            : settings.Value("node_id") == green ? $"{green} on blue and green alike: each node needs its own" : green;

    private static IEnumerable<Hit> Brotli(InstallationFacts installation)
    {
        string[] settings = [.. installation.Settings.GreenSetNames.Where(n => n.StartsWith("nginx_", StringComparison.Ordinal) && n.Contains("_brotli", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        return settings.Length == 0 ? [] : installation.Hosts.Where(IsWithout).Select(h => new Hit("", Subject: new() { Kind = "host", Name = h.Name, Value = $"{h.Architecture} {h.OperatingSystem} {h.OperatingSystemVersion} with {string.Join(", ", settings)}" }));
    }

    private static bool IsWithout(HostFacts host) =>
        host.Architecture == "arm64" && (host.OperatingSystem, host.OperatingSystemVersion?.Split('.')[0]) is ("rhel", "9") or ("debian", "12") or ("amzn", "2" or "2023");
}
