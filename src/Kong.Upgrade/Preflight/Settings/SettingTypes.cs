using System.Collections.Frozen;

namespace Kong.Upgrade.Preflight.Settings;

/// <summary>What values a setting takes, where Kong's own loader refuses any other (kong-facts 7 G5); what is not here takes any text.</summary>
internal static class SettingTypes
{
    private static readonly FrozenSet<string> numbers =
        """
        cluster_data_plane_purge_delay cluster_max_payload db_cache_neg_ttl db_cache_ttl db_resurrect_ttl db_update_frequency db_update_propagation dns_cache_size dns_error_ttl dns_not_found_ttl dns_stale_ttl dns_valid_ttl
        lua_max_post_args lua_max_req_headers lua_max_resp_headers lua_max_uri_args lua_socket_pool_size lua_ssl_verify_depth pg_backlog pg_keepalive_timeout pg_max_concurrent_queries pg_pool_size pg_port pg_semaphore_timeout pg_timeout
        pg_ro_port pg_ro_timeout tracing_sampling_rate upstream_keepalive_idle_timeout upstream_keepalive_max_requests upstream_keepalive_pool_size worker_events_max_payload worker_state_update_frequency
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string[]> choices = new Dictionary<string, string[]>
    {
        ["cluster_mtls"] = ["shared", "shared_ca", "pki", "pki_check_cn"],
        ["cluster_ocsp"] = ["on", "off", "optional"],
        ["database"] = ["postgres", "cassandra", "off"],
        ["log_level"] = ["debug", "info", "notice", "warn", "error", "crit", "alert", "emerg"],
        ["role"] = ["traditional", "control_plane", "data_plane"],
        ["router_flavor"] = ["traditional", "traditional_compatible", "expressions"],
        ["ssl_cipher_suite"] = ["modern", "intermediate", "old", "custom", "fips"],
        ["untrusted_lua"] = ["on", "off", "sandbox", "strict", "lax"],
        ["worker_consistency"] = ["strict", "eventual"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Why Kong refuses the value, or <see langword="null"/>.</summary>
    public static string? Problem(string name, string value)
    {
        // What stands in a vault is not known here.
        if (value.StartsWith("{vault://", StringComparison.Ordinal)) return null;
        if (numbers.Contains(name) && !double.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out _)) return $"'{value}' is no number";
        return choices.TryGetValue(name, out string[]? allowed) && !allowed.Contains(value) ? $"'{value}' is none of {string.Join(", ", allowed)}" : null;
    }
}
