using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Seen;

/// <summary>Redis settings that only one side understands until <c>finish</c>, and what the migration of them stumbles over.</summary>
internal static class RedisRules
{
    private static readonly KongVersion firstWithRecord = new(3, 6, 0, null);

    private static readonly string[] limiters = ["rate-limiting", "response-ratelimiting"], renamed = ["auth", "ssl_server_name", "namespace"];

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Plugin("SEEN-02", "acme", Storage),
        Rule.Plugin("SEEN-03", "rate-limiting", (p, i) => OldRedis(p, i)),
        Rule.Plugin("SEEN-04", "response-ratelimiting", (p, i) => OldRedis(p, i)),
        Rule.Plugin("SEEN-05", "acme", (p, i) => !i.IsDeclarative && p.Text("config.storage") == "redis" && Secured(p) is { } field ? Hit.Suspected($"storage redis with storage_config.redis.{field}") : null),
        Rule.Plugins("SEEN-06", limiters, (p, i) => i.From >= firstWithRecord && UsesRedis(p, i) && p.HasContent("config.redis_host") && !p.HasContent("config.redis.host") ? "policy redis, redis_host without redis.host" : null),
        Rule.Plugins("SEEN-07", limiters, (p, i) => i.From < firstWithRecord && UsesRedis(p, i) && p.HasContent("config.redis.host") && !p.HasContent("config.redis_host") ? "policy redis, redis.host without redis_host" : null),
    ];

    // Without the record the migration's statement yields NULL for the whole configuration, which the table refuses; with a null in its place it makes a list of it.
    private static Hit? Storage(KongEntity plugin, InstallationFacts installation) =>
        installation.IsDeclarative || plugin.IsSet("config.storage_config.redis") ? null : plugin.Has("config.storage_config.redis") ? Hit.Suspected("storage_config.redis null") : "no storage_config.redis";

    private static Hit? OldRedis(KongEntity plugin, InstallationFacts installation) => UsesRedis(plugin, installation) && plugin.HasContent("config.redis_host") ? "policy redis" : null;

    private static bool UsesRedis(KongEntity plugin, InstallationFacts installation) => !installation.IsDeclarative && plugin.IsEnabled() && plugin.Text("config.policy") == "redis";

    private static string? Secured(KongEntity plugin) => renamed.FirstOrDefault(f => plugin.HasContent($"config.storage_config.redis.{f}"));
}
