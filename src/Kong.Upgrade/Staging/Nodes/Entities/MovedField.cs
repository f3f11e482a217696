using System.Text.Json;

namespace Kong.Upgrade.Staging.Nodes.Entities;

/// <summary>A field that a later version knows by another name, and the change of the catalogue that says so.</summary>
/// <param name="Plugins">Of which plugins; empty for all.</param>
/// <param name="From">Its old path.</param>
/// <param name="To">Its new paths: each must hold the old value.</param>
/// <param name="Change">The change's id.</param>
internal sealed record MovedField(string[] Plugins, string From, string[] To, string Change)
{
    private static readonly string[] limits = ["rate-limiting", "response-ratelimiting"], queues = ["http-log", "datadog", "statsd", "zipkin", "opentelemetry"];
    private static readonly string[] redis = ["host", "port", "password", "username", "ssl", "ssl_verify", "server_name", "timeout", "database"];

    /// <summary>All that are known (kong-facts 7; those of redis and opentelemetry as recorded of 3.4.2 and 3.9.1).</summary>
    public static IReadOnlyList<MovedField> All { get; } =
    [
        .. redis.Select(name => new MovedField(limits, $"config.redis_{name}", [$"config.redis.{name}"], "360-02")),
        new(["acme"], "config.storage_config.redis.auth", ["config.storage_config.redis.password"], "360-03"),
        new(["acme"], "config.storage_config.redis.ssl_server_name", ["config.storage_config.redis.server_name"], "360-03"),
        new(["acme"], "config.storage_config.redis.namespace", ["config.storage_config.redis.extra_options.namespace"], "360-03"),
        new(["acme"], "config.storage_config.redis.scan_count", ["config.storage_config.redis.extra_options.scan_count"], "360-03"),
        new(["opentelemetry"], "config.endpoint", ["config.traces_endpoint"], "380-04"),
        new(["opentelemetry"], "config.batch_span_count", ["config.queue.max_batch_size"], "330-01"),
        new(["opentelemetry"], "config.batch_flush_delay", ["config.queue.max_coalescing_delay"], "330-01"),
        new(queues, "config.queue_size", ["config.queue.max_batch_size"], "330-01"),
        new(queues, "config.flush_timeout", ["config.queue.max_coalescing_delay"], "330-01"),
        new(["session"], "config.cookie_lifetime", ["config.rolling_timeout"], "320-03"),
        new(["session"], "config.cookie_idletime", ["config.idling_timeout"], "320-03"),
        new(["session"], "config.cookie_samesite", ["config.cookie_same_site"], "320-03"),
        new(["session"], "config.cookie_httponly", ["config.cookie_http_only"], "320-03"),
        new(["session"], "config.cookie_discard", ["config.stale_ttl"], "320-03"),
        new(["pre-function", "post-function"], "config.functions", ["config.access"], "300-33"),
        new(["acl", "bot-detection", "ip-restriction"], "config.whitelist", ["config.allow"], "300-24"),
        new(["acl", "bot-detection", "ip-restriction"], "config.blacklist", ["config.deny"], "300-24"),
        new([], "config.redis.timeout", ["config.redis.connect_timeout", "config.redis.send_timeout", "config.redis.read_timeout"], "380-06"),
    ];

    public bool Concerns(string? plugin) => plugin is not null && (Plugins.Length == 0 || Plugins.Contains(plugin));

    /// <summary>Whether the new fields hold the old value.</summary>
    public bool IsKept(IReadOnlyDictionary<string, JsonElement> blue, IReadOnlyDictionary<string, JsonElement> green) =>
        blue.TryGetValue(From, out JsonElement old) && To.All(to => green.TryGetValue(to, out JsonElement now) && EntityFields.AreSame(to, old, now));
}
