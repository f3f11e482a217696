using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since30;

/// <summary>Settings that 3.0 changed.</summary>
internal static class SettingRules
{
    private const string Bundle = "lua_ssl_trusted_certificate";

    private static readonly (string Name, KongVersion Gone)[] temporary = [("legacy_hybrid_protocol", KongVersion.Parse("3.1.0")), ("legacy_worker_events", KongVersion.Parse("3.3.0"))];

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Settings("300-04", NewRouter),
        Rule.DefaultChanged("300-08", "worker_consistency", "strict", "eventual"),
        new EitherRule("300-09", VerifiesDatabase, ["services", "plugins"], [], Verifies),
        Rule.Removed("300-10", "go_pluginserver_exe", "go_plugins_dir"),
        Rule.Removed("300-11", "data_plane_config_cache_mode", "data_plane_config_cache_path"),
        Rule.Removed("300-12", "nginx_optimizations"),
        Rule.Settings("300-13", LostLimits),
        Rule.Removed("300-14", "upstream_keepalive", "nginx_upstream_keepalive", "nginx_upstream_keepalive_requests", "nginx_upstream_keepalive_timeout", "nginx_http_upstream_keepalive", "nginx_http_upstream_keepalive_requests", "nginx_http_upstream_keepalive_timeout"),
        new EitherRule("300-15", VaultSettings, ["plugins", "certificates"], [], (e, i) => GetsVaults(i.Settings) && e.RawContains(e.Kind == "plugins" ? "config" : "key", "{vault:") ? "has a reference to a vault" : null),
        Rule.Installation("300-54", FipsWithTls),
        Rule.Settings("300-60", ListedPlugins),
        Rule.Installation("300-62", Temporary),
    ];

    private static IEnumerable<Hit> NewRouter(SettingFacts settings)
    {
        if (settings.IsSetForGreen("router_flavor") == false) yield return Rule.SettingHit("router_flavor", "not set: traditional_compatible");
        else if (settings.IsSetForGreen("router_flavor") is null && settings.GreenValue("router_flavor") is { } flavor and not "traditional") yield return Rule.SettingHit("router_flavor", $"{flavor} on green");
    }

    private static IEnumerable<Hit> VerifiesDatabase(InstallationFacts installation)
    {
        SettingFacts settings = installation.Settings;
        if (GetsSystemBundle(settings) && IsOn(settings.GreenValue("pg_ssl")) && IsOn(settings.GreenValue("pg_ssl_verify"))) yield return Rule.SettingHit("pg_ssl_verify", $"on, and {Bundle} is not set: none becomes system");
    }

    private static Hit? Verifies(KongEntity entity, InstallationFacts installation)
    {
        if (!GetsSystemBundle(installation.Settings)) return null;
        if (entity.Kind == "services") return entity.IsTrue("tls_verify") && !entity.IsFilled("ca_certificates") ? $"tls_verify without ca_certificates, and {Bundle} is not set" : null;
        string[] checks = ["config.ssl_verify", "config.redis_ssl_verify", "config.verify_ldap_host"];
        return entity.IsEnabled() && Array.Find(checks, c => entity.IsTrue(c)) is { } check ? $"{check["config.".Length..]}, and {Bundle} is not set" : null;
    }

    private static bool GetsSystemBundle(SettingFacts settings) => settings.IsSetForGreen(Bundle) == false;

    private static IEnumerable<Hit> LostLimits(SettingFacts settings)
    {
        if (settings.Value("client_max_body_size") is { } most and not "0" && !HasDirective(settings, "client_max_body_size")) yield return Rule.SettingHit("client_max_body_size", most);
        if (settings.Value("client_body_buffer_size") is { } buffer and not "8k" && !HasDirective(settings, "client_body_buffer_size")) yield return Rule.SettingHit("client_body_buffer_size", buffer) with { Severity = FindingSeverity.Warning };
    }

    private static bool HasDirective(SettingFacts settings, string directive) => settings.IsSetForGreen($"nginx_http_{directive}") == true || settings.IsSetForGreen($"nginx_proxy_{directive}") == true;

    private static IEnumerable<Hit> VaultSettings(InstallationFacts installation) =>
        GetsVaults(installation.Settings) ? installation.Settings.SetNames.Where(n => installation.Settings.Value(n)?.StartsWith("{vault:", StringComparison.Ordinal) == true).Order(StringComparer.Ordinal).Select(n => Rule.SettingHit(n, "a reference to a vault")) : [];

    private static bool GetsVaults(SettingFacts settings) => settings.IsSetForGreen("vaults") == false;

    private static IEnumerable<Hit> FipsWithTls(InstallationFacts installation)
    {
        bool isFips = IsOn(installation.Settings.GreenValue("fips")) || installation.Hosts.Any(h => h.Image?.Contains("fips", StringComparison.Ordinal) == true);
        if (isFips && IsOn(installation.Settings.GreenValue("pg_ssl"))) yield return Rule.SettingHit("pg_ssl", "on, with FIPS");
    }

    private static IEnumerable<Hit> ListedPlugins(SettingFacts settings)
    {
        string[] plugins = settings.Value("plugins")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (plugins.Length > 0 && !plugins.Contains("bundled") && plugins is not ["off"]) yield return Rule.SettingHit("plugins", string.Join(", ", plugins));
    }

    private static IEnumerable<Hit> Temporary(InstallationFacts installation) =>
        temporary.Where(t => installation.Settings.SetNames.Contains(t.Name) || installation.Settings.IsSetForGreen(t.Name) == true)
            .Select(t => Rule.SettingHit(t.Name, $"{(installation.To >= t.Gone ? "gone since" : "goes away with")} {t.Gone}"));

    private static bool IsOn(string? value) => value is "on" or "true";
}
