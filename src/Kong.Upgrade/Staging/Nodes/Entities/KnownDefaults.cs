using System.Text.Json;

namespace Kong.Upgrade.Staging.Nodes.Entities;

/// <summary>Fields that came with a version, with the default that real nodes showed (recorded of 2.8.5, 3.4.2, 3.9.0 and 3.9.1), and the change of the catalogue that fits. What a node's own schema says comes first.</summary>
internal static class KnownDefaults
{
    private static readonly (string Field, string Default, string? Change)[] known =
    [
        ("config.redis.port", "6379", "360-02"), ("config.redis.timeout", "2000", "360-02"), ("config.redis.database", "0", "360-02"),
        ("config.redis.ssl", "false", "360-02"), ("config.redis.ssl_verify", "false", "360-02"),
        ("config.error_code", "429", null), ("config.error_message", "\"API rate limit exceeded\"", null), ("config.sync_rate", "-1", null),
        ("config.propagation.default_format", "\"w3c\"", "370-09"),
        ("config.queue.concurrency_limit", "1", null), ("config.queue.initial_retry_delay", "0.01", "330-01"), ("config.queue.max_batch_size", "1", "330-01"),
        ("config.queue.max_coalescing_delay", "1", "330-01"), ("config.queue.max_entries", "10000", "330-01"), ("config.queue.max_retry_delay", "60", "330-01"), ("config.queue.max_retry_time", "60", "330-01"),
        ("config.ai_metrics", "false", null), ("config.bandwidth_metrics", "false", "300-35"), ("config.latency_metrics", "false", "300-35"),
        ("config.status_code_metrics", "false", "300-35"), ("config.upstream_health_metrics", "false", "300-35"),
        ("use_srv_name", "false", null),
    ];

    /// <summary>The change that fits a new field, or <see langword="null"/>.</summary>
    public static string? Change(string field) => known.FirstOrDefault(k => k.Field == field).Change;

    /// <summary>Whether a value is the default that was recorded; <see langword="null"/> where none was.</summary>
    public static bool? IsDefault(string field, JsonElement value) =>
        known.FirstOrDefault(k => k.Field == field) is { Default: { } text } ? EntityFields.AreSame(field, JsonElement.Parse(text), value) : null;
}
