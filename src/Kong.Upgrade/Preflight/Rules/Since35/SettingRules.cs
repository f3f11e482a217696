using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since35;

/// <summary>Settings that 3.5 changed.</summary>
internal static class SettingRules
{
    private static readonly string[] vitals =
        ["vitals", "vitals_prometheus_scrape_interval", "vitals_statsd_address", "vitals_statsd_prefix", "vitals_statsd_udp_packet_size", "vitals_strategy", "vitals_tsdb_address", "vitals_tsdb_password", "vitals_tsdb_user"];

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Settings("350-03", UsesVitals),
        Rule.Removed("350-05", "route_match_calculation"),
        Rule.DefaultChanged("350-06", "lua_socket_pool_size", "30", "256"),
        Rule.Settings("350-07", HasAgent),
        Rule.Settings("350-08", AddsHeaders),
        Rule.Introduced("350-09", "request_debug", "on"),
        Rule.Removed("350-10", "admin_gui_origin"),
    ];

    // On by default, so that nobody had to set it; who reads it no setting tells.
    private static IEnumerable<Hit> UsesVitals(SettingFacts settings)
    {
        if (settings.Value("vitals") is "off" or "false") yield break;
        string[] set = [.. settings.SetNames.Where(vitals.Contains).Order(StringComparer.Ordinal)];
        foreach (string name in set) yield return Rule.SettingHit(name, "is ignored");
        if (set.Length == 0) yield return Rule.SettingHit("vitals", "not set: on until now", FindingCertainty.Review);
    }

    private static IEnumerable<Hit> HasAgent(SettingFacts settings)
    {
        if (settings.IsSet("privileged_agent") != true || settings.IsSetForGreen("dedicated_config_processing") == true) yield break;
        string value = settings.Value("privileged_agent") ?? "empty";
        Hit hit = Rule.SettingHit("privileged_agent", $"{value}, is ignored; dedicated_config_processing is on by default");
        yield return value is "on" or "true" ? hit with { Severity = FindingSeverity.Information } : hit;
    }

    private static IEnumerable<Hit> AddsHeaders(SettingFacts settings) =>
        Rule.Relies(settings, "headers", "server_tokens, latency_tokens", "server_tokens, latency_tokens, X-Kong-Request-Id").Concat(Rule.Introduces(settings, "headers_upstream", "x-kong-request-id"));
}
