using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since38;

/// <summary>Plugins that 3.8 changed.</summary>
internal static class PluginRules
{
    // Those of Enterprise whose redis settings 3.8 rearranged.
    private static readonly string[] redisUsers = ["ai-rate-limiting-advanced", "graphql-proxy-cache-advanced", "graphql-rate-limiting-advanced", "proxy-cache-advanced", "rate-limiting-advanced"];

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Plugin("380-03", "correlation-id", (p, i) => i.IsDeclarative && p.Has("config.generator") && !p.IsSet("config.generator") ? "generator null" : null),
        Rule.Plugin("380-04", "opentelemetry", Endpoint),
        Rule.Plugin("380-05", "ai-proxy", p => p.IsTrue("config.logging.log_statistics") && p.Text("config.model.provider") == "anthropic" && p.Text("config.route_type") == "llm/v1/completions" ? "log_statistics true for anthropic's completions" : null),
        Rule.Plugins("380-06", redisUsers, OldRedis),
        Rule.Plugins("380-07", redisUsers, Timeouts),
        Rule.Plugins("380-08", ["openid-connect", "saml"], FlatRedis),
        Rule.Plugins("380-12", [], OldFields.Contradiction),
    ];

    // The alias is kept, so that a row of the database works as it is.
    private static Hit? Endpoint(KongEntity plugin, InstallationFacts installation) =>
        plugin.HasContent("config.endpoint") && !plugin.IsSet("config.traces_endpoint") ? new Hit("endpoint without traces_endpoint") { Severity = installation.IsDeclarative ? null : FindingSeverity.Information } : null;

    // Every row has redis.timeout by default; in a file somebody wrote it.
    private static Hit? OldRedis(KongEntity plugin, InstallationFacts installation)
    {
        string? field = plugin.HasContent("config.redis.cluster_addresses") ? "cluster_addresses" : plugin.HasContent("config.redis.sentinel_addresses") ? "sentinel_addresses" : null;
        if (field is null && installation.IsDeclarative && plugin.IsSet("config.redis.timeout") && !plugin.IsSet("config.redis.connect_timeout")) field = "timeout";
        return field is null ? null : $"redis.{field}";
    }

    private static Hit? Timeouts(KongEntity plugin) =>
        plugin.Number("config.redis.timeout") is { } one && plugin.Number("config.redis.connect_timeout") is { } other && one != other ? $"redis.timeout {one}, redis.connect_timeout {other}" : null;

    private static Hit? FlatRedis(KongEntity plugin, InstallationFacts installation)
    {
        if (plugin.Text("config.session_storage") == "redis" && !plugin.IsSet("config.redis.host")) return "session_storage redis with session_redis_* fields";
        if (plugin.Text("config.cluster_cache_strategy") == "redis") return "cluster_cache_strategy redis with cluster_cache_redis";
        return installation.IsDeclarative && Flat(plugin) is { } field ? field : null;
    }

    private static string? Flat(KongEntity plugin) =>
        plugin.Field("config") is { ValueKind: JsonValueKind.Object } config
            ? config.EnumerateObject().Where(f => f.Name.StartsWith("session_redis_", StringComparison.Ordinal) && f.Value.ValueKind is not JsonValueKind.Null).Select(f => f.Name).FirstOrDefault() : null;
}
