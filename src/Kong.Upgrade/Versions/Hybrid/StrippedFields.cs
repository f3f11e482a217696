namespace Kong.Upgrade.Versions.Hybrid;

/// <summary>Fields of plugins that a control plane takes away before it sends configuration to an older data plane (kong-facts appendix B; Kong 3.9.3). Enterprise's own plugins and later versions are not public.</summary>
internal static class StrippedFields
{
    private static readonly string[] logQueues = ["http-log", "statsd", "datadog", "zipkin"], oldQueueFields = ["retry_count", "queue_size", "flush_timeout"];

    private static readonly string[] cloudFields =
        ["model.options.gemini", "model.options.bedrock", "auth.gcp_use_service_account", "auth.gcp_service_account_json", "auth.aws_access_key_id", "auth.aws_secret_access_key", "auth.allow_override"];

    /// <summary>Up to which version the list is known.</summary>
    public static KongVersion KnownUpTo { get; } = new(3, 9, 3, null);

    /// <summary>By the version that brought the fields: plugin and fields.</summary>
    private static readonly (KongVersion Since, string Plugin, string[] Fields)[] rows =
    [
        .. Since("3.1.0", ("acme", ["enable_ipv4_common_name", "storage_config.redis.ssl", "storage_config.redis.ssl_verify", "storage_config.redis.ssl_server_name"]),
            ("rate-limiting", ["error_code", "error_message"]), ("response-ratelimiting", ["redis_ssl", "redis_ssl_verify", "redis_server_name"]),
            ("datadog", oldQueueFields), ("statsd", oldQueueFields), ("session", ["cookie_persistent"]), ("zipkin", ["http_response_header_for_traceid"])),
        .. Since("3.2.0", ("statsd", ["tag_style"]), ("aws-lambda", ["aws_imds_protocol_version"]), ("zipkin", ["phase_duration_flavor"]),
            ("session", ["audience", "absolute_timeout", "remember_cookie_name", "remember_rolling_timeout", "remember_absolute_timeout", "response_headers", "request_headers"])),
        .. Since("3.3.0", ("acme", ["account_key", "storage_config.redis.namespace"]), ("aws-lambda", ["disable_https"]), ("proxy-cache", ["ignore_uri_case"]),
            ("opentelemetry", ["http_response_header_for_traceid", "queue", "header_type"])),
        .. Since("3.3.0", [.. logQueues.Select(p => (p, new[] { "queue" }))]),
        .. Since("3.4.0", ("rate-limiting", ["sync_rate"]), ("proxy-cache", ["response_headers"])),
        .. Since("3.5.0", ("acme", ["storage_config.redis.scan_count"]), ("cors", ["private_network"]), ("session", ["read_body_for_logout"])),
        .. Since("3.6.0", ("opentelemetry", ["sampling_rate"]), ("basic-auth", ["realm"])),
        .. Since("3.7.0", ("opentelemetry", ["propagation"]), ("zipkin", ["propagation"]), ("key-auth", ["realm"]), ("ai-proxy", ["response_streaming", "model.options.upstream_path"]),
            ("ai-request-transformer", ["llm.model.options.upstream_path"]), ("ai-response-transformer", ["llm.model.options.upstream_path"])),
        .. Since("3.8.0", ("response-transformer", ["rename.json"]), ("aws-lambda", ["empty_arrays_mode"]), ("ldap-auth", ["realm"]), ("hmac-auth", ["realm"]), ("jwt", ["realm"]), ("oauth2", ["realm"]),
            ("opentelemetry", ["traces_endpoint", "logs_endpoint", "queue.concurrency_limit"]), ("prometheus", ["ai_metrics"]), ("acl", ["always_use_authenticated_groups"]),
            ("ai-proxy", ["max_request_body_size", "model_name_header", .. cloudFields]), ("ai-prompt-decorator", ["max_request_body_size"]), ("ai-prompt-template", ["max_request_body_size"]),
            ("ai-prompt-guard", ["match_all_roles", "max_request_body_size"]), ("ai-request-transformer", ["max_request_body_size", .. cloudFields.Select(f => "llm." + f)]),
            ("ai-response-transformer", ["max_request_body_size", .. cloudFields.Select(f => "llm." + f)])),
        .. Since("3.8.0", [.. logQueues.Select(p => (p, new[] { "queue.concurrency_limit" }))]),
        .. Since("3.9.1", ("ai-proxy", ["llm_format"]), ("ai-prompt-guard", ["llm_format"]), ("ai-prompt-decorator", ["llm_format"])),
    ];

    /// <summary>Every plugin that the list speaks of.</summary>
    public static IReadOnlyCollection<string> Plugins { get; } = [.. rows.Select(r => r.Plugin).Distinct()];

    /// <summary>What a control plane of one version takes away for a data plane of another, as <c>plugin: field, field</c>, by plugin.</summary>
    public static IReadOnlyList<string> Between(KongVersion control, KongVersion data, IReadOnlyCollection<string> plugins) =>
        [.. rows.Where(r => Numbers(data).CompareTo(Numbers(r.Since)) < 0 && Numbers(control).CompareTo(Numbers(r.Since)) >= 0 && plugins.Contains(r.Plugin))
            .GroupBy(r => r.Plugin, (plugin, of) => $"{plugin}: {string.Join(", ", of.SelectMany(r => r.Fields))}").Order(StringComparer.Ordinal)];

    private static (int, int, int) Numbers(KongVersion version) => (version.Major, version.Minor, version.Patch);

    private static IEnumerable<(KongVersion, string, string[])> Since(string version, params (string Plugin, string[] Fields)[] plugins) =>
        plugins.Select(p => (KongVersion.Parse(version), p.Plugin, p.Fields));
}
