using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since36;

/// <summary>Settings, hosts and versions as 3.6 changed them.</summary>
internal static class SettingRules
{
    private const long TooFewFiles = 1024;

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Settings("360-05", NamesShm),
        Rule.Host("360-09", h => h.OpenFilesLimit <= TooFewFiles ? $"ulimit -n is {h.OpenFilesLimit}" : null),
        Rule.DefaultChanged("360-11", "status_listen", "off", "127.0.0.1:8007 reuseport backlog=16384"),
        Rule.DefaultChanged("360-12", "dns_stale_ttl", "4", "3600"),
        Rule.Installation("360-13", KeepsConnections),
        Rule.Settings("360-15", HasSessionConf),
        Rule.Installation("360-23", i => i.From is { Major: 3, Minor: 6, Patch: 0 } && i.To is { Major: 3, Minor: 6 } ? [new($"{i.From} to {i.To}: a patch with a migration")] : []),
        Rule.Installation("360-24", i => i.To.IsEnterprise && !i.From.IsEnterprise ? [new($"{i.From} to {i.To}: from open source to Enterprise")] : []),
    ];

    private static IEnumerable<Hit> NamesShm(SettingFacts settings) => settings.SetNames
        .Where(n => n.StartsWith("nginx_wasm_shm_", StringComparison.Ordinal) && !n.StartsWith("nginx_wasm_shm_kv_", StringComparison.Ordinal) && settings.IsSetForGreen(n) == true)
        .Order(StringComparer.Ordinal).Select(n => Rule.SettingHit(n, settings.Value(n) ?? "empty"));

    // Before 3.4 another default was in force for upstreams, and nginx's own for clients.
    private static IEnumerable<Hit> KeepsConnections(InstallationFacts installation) => !installation.Settings.IsKnown ? [] :
        Rule.Relies(installation.Settings, "nginx_http_keepalive_requests", installation.From.Major < 3 ? "100" : "1000", "10000").Concat(
            Rule.IsAtLeast3(installation.From, 4) ? Rule.Relies(installation.Settings, "upstream_keepalive_max_requests", "1000", "10000") : []);

    // The value holds a secret.
    private static IEnumerable<Hit> HasSessionConf(SettingFacts settings)
    {
        if (settings.GreenValue("admin_gui_auth") == "openid-connect" && settings.GreenValue("admin_gui_session_conf") is not null)
            yield return Rule.SettingHit("admin_gui_session_conf", "is set beside admin_gui_auth = openid-connect");
    }
}
