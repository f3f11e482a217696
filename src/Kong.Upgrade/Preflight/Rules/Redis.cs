using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Preflight.Rules;

/// <summary>Where plugins keep their Redis settings: before 3.6 each in its own way, since then in one record.</summary>
internal static class Redis
{
    /// <summary>The plugins whose settings 3.6 moved.</summary>
    public static IReadOnlyList<string> MovedPlugins { get; } = ["acme", "rate-limiting", "response-ratelimiting"];

    /// <summary>The names that rate-limiting and response-ratelimiting had, each below <c>config</c>.</summary>
    public static IReadOnlyList<string> FlatFields { get; } =
        ["redis_host", "redis_port", "redis_username", "redis_password", "redis_ssl", "redis_ssl_verify", "redis_server_name", "redis_timeout", "redis_database"];

    /// <summary>The names that acme had, each below <c>config.storage_config.redis</c>.</summary>
    public static IReadOnlyList<string> AcmeFields { get; } = ["auth", "ssl_server_name", "namespace", "scan_count"];

    /// <summary>Where its counters or certificates lie in Redis, as text; <see langword="null"/> where they lie elsewhere. Settings of Redis that nothing uses do not count.</summary>
    public static string? Use(KongEntity plugin) => plugin.Text("name") == "acme"
        ? plugin.Text("config.storage") == "redis" ? $"storage redis at {plugin.Text("config.storage_config.redis.host") ?? "an unnamed host"}" : null
        : plugin.Text("config.policy") == "redis" ? $"policy redis at {plugin.Text("config.redis.host") ?? plugin.Text("config.redis_host") ?? "an unnamed host"}" : null;

    /// <summary>Which of some fields below a path have values; names only, for values may be secret.</summary>
    public static string? Named(KongEntity plugin, string path, IReadOnlyList<string> fields)
    {
        string[] found = [.. fields.Where(f => plugin.IsSet($"{path}.{f}")).Select(f => $"{path}.{f}")];
        return found.Length == 0 ? null : string.Join(", ", found);
    }
}
