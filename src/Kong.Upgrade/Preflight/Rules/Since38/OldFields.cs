using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since38;

/// <summary>Deprecated fields and what took their place (K: plugin schemas at 3.9.1; BC 3.6, 3.8 for Enterprise's).</summary>
internal static class OldFields
{
    private static readonly (string Old, string New)[] limiter =
    [
        ("redis_host", "redis.host"), ("redis_port", "redis.port"), ("redis_password", "redis.password"), ("redis_username", "redis.username"), ("redis_ssl", "redis.ssl"),
        ("redis_ssl_verify", "redis.ssl_verify"), ("redis_server_name", "redis.server_name"), ("redis_timeout", "redis.timeout"), ("redis_database", "redis.database"),
    ];

    private static readonly (string Old, string New)[] acme =
    [
        ("storage_config.redis.auth", "storage_config.redis.password"), ("storage_config.redis.ssl_server_name", "storage_config.redis.server_name"),
        ("storage_config.redis.namespace", "storage_config.redis.extra_options.namespace"), ("storage_config.redis.scan_count", "storage_config.redis.extra_options.scan_count"),
    ];

    /// <summary>An old field that says something else than the new one beside it. Values may be secrets and are not shown.</summary>
    public static Hit? Contradiction(KongEntity plugin, InstallationFacts installation)
    {
        foreach ((string old, string now) in Pairs(plugin.Text("name")))
            if (Value(plugin, old) is { } one && Value(plugin, now) is { } other && !JsonElement.DeepEquals(one, other))
                return new($"{old} and {now} differ", installation.IsDeclarative ? null : FindingCertainty.Suspected) { Severity = installation.IsDeclarative ? null : FindingSeverity.Serious };
        return null;
    }

    private static JsonElement? Value(KongEntity plugin, string field) => plugin.Field("config." + field) is { ValueKind: not JsonValueKind.Null } value ? value : null;

    private static (string Old, string New)[] Pairs(string? plugin) => plugin switch
    {
        "rate-limiting" or "response-ratelimiting" => limiter,
        "acme" => acme,
        "opentelemetry" => [("endpoint", "traces_endpoint")],
        _ => [],
    };
}
