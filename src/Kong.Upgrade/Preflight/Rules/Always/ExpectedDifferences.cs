using System.Collections.Frozen;

namespace Kong.Upgrade.Preflight.Rules.Always;

/// <summary>Differences between two versions' nodes that nobody made: what a node derives, what is its own, and defaults that changed, which are changes of their own in the catalogue (kong-facts, appendix A).</summary>
internal static class ExpectedDifferences
{
    private static readonly string[] derivedEndings = ["_default", "_default_ecdsa", "_directives", "_listeners", "_logs", "_sock", "_sockets"];

    // The login is another one by design: blue alone can then be fenced.
    private const string Own =
        """
        admin_api_uri admin_gui_api_url admin_gui_host admin_gui_url cluster_advertise cluster_cert cluster_cert_key enabled_headers enabled_headers_upstream host_ports kong_env kong_process_secrets lmdb_validation_tag loaded_plugins
        loaded_vaults lua_ssl_trusted_certificate_combined nginx_conf nginx_inject_conf nginx_kong_conf nginx_kong_gui_include_conf nginx_kong_inject_conf nginx_kong_stream_conf nginx_kong_stream_inject_conf nginx_pid node_id
        pg_password pg_user portal_api_url portal_gui_host prefix proxy_url socket_path ssl_ciphers
        """;

    private const string Removed =
        """
        admin_gui_origin client_max_body_size generate_trace_details go_plugins_dir go_pluginserver_exe legacy_hybrid_protocol legacy_worker_events nginx_http_upstream_keepalive nginx_http_upstream_keepalive_requests nginx_http_upstream_keepalive_timeout
        nginx_optimizations nginx_upstream_keepalive nginx_upstream_keepalive_requests nginx_upstream_keepalive_timeout privileged_agent route_match_calculation tracing tracing_debug_header tracing_time_threshold tracing_types
        tracing_write_endpoint tracing_write_strategy upstream_keepalive wasm wasm_filters wasm_filters_path cluster_incremental_sync
        """;

    private static readonly string[] removedFamilies = ["cassandra_", "nginx_wasm_", "portal", "vitals"];

    // Each value that was once the default, oldest first.
    private static readonly FrozenDictionary<string, string[]> defaults = new Dictionary<string, string[]>
    {
        ["cluster_max_payload"] = ["4194304", "16777216"],
        ["dns_no_sync"] = ["off", "on", "off"],
        ["dns_stale_ttl"] = ["4", "3600"],
        ["headers"] = ["server_tokens, latency_tokens", "server_tokens, latency_tokens, x-kong-request-id"],
        ["lmdb_map_size"] = ["128m", "2048m"],
        ["lua_socket_pool_size"] = ["30", "256"],
        ["lua_ssl_protocols"] = ["TLSv1.1 TLSv1.2 TLSv1.3", "TLSv1.2 TLSv1.3"],
        ["lua_ssl_trusted_certificate"] = ["", "system"],
        ["nginx_http_client_body_buffer_size"] = ["16k", "8k"],
        ["nginx_http_keepalive_requests"] = ["1000", "10000"],
        ["nginx_http_lua_ssl_protocols"] = ["TLSv1.1 TLSv1.2 TLSv1.3", "TLSv1.2 TLSv1.3"],
        ["nginx_http_ssl_protocols"] = ["TLSv1.1 TLSv1.2 TLSv1.3", "TLSv1.2 TLSv1.3"],
        ["nginx_stream_lua_ssl_protocols"] = ["TLSv1.1 TLSv1.2 TLSv1.3", "TLSv1.2 TLSv1.3"],
        ["nginx_stream_ssl_protocols"] = ["TLSv1.1 TLSv1.2 TLSv1.3", "TLSv1.2 TLSv1.3"],
        ["opentelemetry_tracing_sampling_rate"] = ["1", "0.01"],
        ["pg_ssl_verify"] = ["off", "on"],
        ["proxy_server_ssl_verify"] = ["off", "on"],
        ["ssl_protocols"] = ["TLSv1.1 TLSv1.2 TLSv1.3", "TLSv1.2 TLSv1.3"],
        ["status_listen"] = ["off", "127.0.0.1:8007"],
        ["tracing_sampling_rate"] = ["1", "0.01"],
        ["untrusted_lua"] = ["sandbox", "strict"],
        ["upstream_keepalive_max_requests"] = ["100", "1000", "10000"],
        ["upstream_keepalive_pool_size"] = ["60", "512"],
        ["vaults"] = ["off", "bundled"],
        ["worker_consistency"] = ["strict", "eventual"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> own = Set(Own), removed = Set(Removed);

    /// <summary>Whether a setting may differ between any two nodes.</summary>
    public static bool IsExpected(string setting) => own.Contains(setting) || derivedEndings.Any(e => setting.EndsWith(e, StringComparison.Ordinal));

    /// <summary>Whether some version took a setting away.</summary>
    public static bool WasRemoved(string setting) => removed.Contains(setting) || removedFamilies.Any(f => setting.StartsWith(f, StringComparison.Ordinal));

    /// <summary>Whether both values are defaults, of an older and of a newer version.</summary>
    public static bool IsNewDefault(string setting, string? blue, string? green) =>
        defaults.TryGetValue(setting, out string[]? values) && Array.IndexOf(values, blue ?? "") is var before and >= 0 && Array.LastIndexOf(values, green ?? "") > before;

    private static FrozenSet<string> Set(string names) => names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
