using System.Collections.Frozen;

namespace Kong.Upgrade.Preflight.Settings;

/// <summary>Names of Kong's settings, those of 2.8 to 3.11 together, removed ones too: recorded nodes, and kong-facts 1.10, 7 and appendix A.</summary>
internal static class KnownSettings
{
    private const string Plain =
        """
        admin_access_log admin_error_log admin_listen admin_ssl_cert admin_ssl_cert_key allow_debug_header analytics_debug anonymous_reports client_body_buffer_size client_max_body_size client_ssl client_ssl_cert
        client_ssl_cert_key cluster_allowed_common_names cluster_ca_cert cluster_cert cluster_cert_key cluster_cjson cluster_control_plane cluster_data_plane_purge_delay cluster_dp_labels cluster_fallback_config_export
        cluster_fallback_config_export_delay cluster_fallback_config_import cluster_fallback_config_storage cluster_fallback_export_s3_config cluster_incremental_sync cluster_listen cluster_max_payload cluster_mtls cluster_ocsp cluster_rpc
        cluster_rpc_sync cluster_server_name cluster_telemetry_endpoint cluster_telemetry_listen cluster_telemetry_server_name cluster_use_proxy consumers_mem_cache_size data_plane_config_cache_mode data_plane_config_cache_path database db_cache_neg_ttl
        db_cache_ttl db_cache_warmup_entities db_resurrect_ttl db_update_frequency db_update_propagation debug_listen debug_listen_local declarative_config declarative_config_encryption_mode declarative_config_string
        dedicated_config_processing dns_cache_size dns_error_ttl dns_hostsfile dns_no_sync dns_not_found_ttl dns_order dns_resolver dns_stale_ttl dns_valid_ttl enforce_rbac error_default_type error_template_html error_template_json
        error_template_plain error_template_xml event_hooks_enabled fips generate_trace_details go_plugins_dir go_pluginserver_exe headers headers_upstream host_ports incremental_sync konnect_mode legacy_hybrid_protocol legacy_worker_events
        license_data license_path lmdb_environment_path lmdb_map_size log_level lru_cache_size lua_max_post_args lua_max_req_headers lua_max_resp_headers lua_max_uri_args lua_package_cpath lua_package_path lua_socket_pool_size
        lua_ssl_protocols lua_ssl_trusted_certificate lua_ssl_verify_depth mem_cache_size new_dns_client node_id openresty_path opentelemetry_tracing opentelemetry_tracing_sampling_rate phone_home plugins pluginserver_names port_maps prefix
        privileged_agent privileged_worker proxy_access_log proxy_error_log proxy_listen proxy_server proxy_server_ssl_verify proxy_stream_access_log proxy_stream_error_log rbac_auth_header real_ip_header real_ip_recursive request_debug
        request_debug_token role route_match_calculation route_validation_strategy router_consistency router_flavor router_update_frequency smtp_admin_emails smtp_auth_type smtp_domain smtp_host smtp_mock smtp_password smtp_port smtp_ssl
        smtp_starttls smtp_timeout_connect smtp_timeout_read smtp_timeout_send smtp_username socket_path ssl_cert ssl_cert_key ssl_cipher_suite ssl_ciphers ssl_dhparam ssl_prefer_server_ciphers ssl_protocols ssl_session_cache_size
        ssl_session_tickets ssl_session_timeout status_access_log status_error_log status_listen status_ssl_cert status_ssl_cert_key stream_listen tls_certificate_verify tracing tracing_debug_header tracing_instrumentations tracing_sampling_rate
        tracing_time_threshold tracing_types tracing_write_endpoint tracing_write_strategy trusted_ips untrusted_lua untrusted_lua_sandbox_environment untrusted_lua_sandbox_requires upstream_keepalive upstream_keepalive_idle_timeout
        upstream_keepalive_max_requests upstream_keepalive_pool_size vaults vaults_lazy_load_secrets wasm wasm_dynamic_module wasm_filters wasm_filters_path worker_consistency worker_events_max_payload worker_state_update_frequency
        pg_backlog pg_database pg_host pg_iam_auth pg_iam_auth_assume_role_arn pg_iam_auth_role_session_name pg_iam_auth_sts_endpoint_url pg_keepalive_timeout pg_max_concurrent_queries pg_password pg_pool_size pg_port pg_schema
        pg_semaphore_timeout pg_ssl pg_ssl_cert pg_ssl_cert_key pg_ssl_required pg_ssl_verify pg_ssl_version pg_timeout pg_user
        nginx_conf nginx_daemon nginx_optimizations nginx_worker_processes nginx_user
        """;

    /// <summary>Families: what follows the beginning is the user's own, a directive's name, or one of many of Enterprise's.</summary>
    private static readonly string[] families =
    [
        "admin_api_uri", "admin_approved_email", "admin_docs", "admin_emails", "admin_gui_", "admin_invitation", "analytics_", "audit_log", "cassandra_", "keyring_", "nginx_admin_", "nginx_debug_", "nginx_events_", "nginx_http_", "nginx_location_",
        "nginx_main_", "nginx_proxy_", "nginx_sproxy_", "nginx_status_", "nginx_stream_", "nginx_supstream_", "nginx_upstream_", "nginx_wasm_", "pg_azure_", "pg_gcp_", "pg_oauth_", "pg_ro_", "pluginserver_", "portal", "resolver_", "route_match_", "vault_", "vitals",
    ];

    private static readonly string[] names = Plain.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    private static readonly FrozenSet<string> set = names.ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string name) => set.Contains(name) || families.Any(f => name.StartsWith(f, StringComparison.Ordinal));

    /// <summary>The known name that an unknown one is a slip of, or <see langword="null"/> where none is near.</summary>
    public static string? Near(string name) => names.Select(n => (Name: n, Far: Distance(n, name))).Where(n => n.Far <= Math.Min(2, name.Length / 4)).OrderBy(n => n.Far).ThenBy(n => n.Name, StringComparer.Ordinal).FirstOrDefault().Name;

    // How many letters must be changed, added or left out.
    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 2) return int.MaxValue;
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            (int diagonal, row[0]) = (row[0], i);
            for (int j = 1; j <= right.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1)));
        }
        return row[^1];
    }
}
