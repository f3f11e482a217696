namespace Kong.Upgrade.Versions;

/// <summary>Every version that the facts advise against (kong-facts 6.1 and 7). An id is that of the row in section 7.</summary>
internal static class AvoidedTable
{
    private static readonly string[] redisMoved = ["acme", "rate-limiting", "response-ratelimiting"];

    private static readonly string[] redisTimeouts =
        ["rate-limiting-advanced", "ai-rate-limiting-advanced", "graphql-rate-limiting-advanced", "graphql-proxy-cache-advanced", "proxy-cache-advanced"];

    private const string OldRouter = "its router breaks on the paths that a migration to 3.x rewrites, so blue-green upgrades begin at 2.8.2";
    private const string RedisLost = "'kong migrations up' takes the old redis_* fields away at once, which breaks blue, and a repeated migration loses them";
    private const string OpenTelemetryCrash = "'kong migrations finish' crashes on opentelemetry plugins that were created before 3.3 and have no queue";
    private const string NoLength = "with HTTP/2 and no Content-Length, plugins that read the body answer 500";

    public static IReadOnlyList<AvoidedVersions> Rows { get; } =
    [
        Of("280-01", "2.8.0-2.8.1", OldRouter),
        Of("280-01", "2.8.0.0-2.8.1.4", OldRouter),
        Of("280-02", "2.8.2.3", "its PCRE is faulty at run time") with { AlsoAsOrigin = true },
        Of("280-03", "2.8.4.1-2.8.4.4", "it does not start with the plugin collector", "with the plugin collector") with { Plugins = ["collector"], Suffices = true },
        Of("300-54", "3.0.0.0", "its FIPS package cannot use TLS to PostgreSQL", "with the FIPS package and pg_ssl=on"),
        Of("310-01", "3.1.0.0-3.1.1.1", "it speaks only the RPC protocol between control and data planes, which neither 2.8 nor 3.2 understands", "in hybrid mode") with { OnlyHybrid = true, Suffices = true, AlsoAsOrigin = true },
        Of("310-07", "3.1.1.2", "its image lacks the CA certificates"),
        Of("330-09", "3.3.0.0", "openid-connect does not resolve a client_secret from the vault hcv", "with openid-connect and client_secret from {vault://hcv/…}") with { Plugins = ["openid-connect"] },
        Of("360-01", "3.6.0-3.6.1", RedisLost, "where acme, rate-limiting or response-ratelimiting use redis") with { Plugins = redisMoved },
        Of("360-01", "3.6.0.0-3.6.1.4", RedisLost, "where acme, rate-limiting or response-ratelimiting use redis") with { Plugins = redisMoved },
        Of("360-08", "3.6.0", NoLength, "with HTTP/2 clients and plugins that read the request's body"),
        Of("360-08", "3.6.0.0-3.6.1.0", NoLength, "with HTTP/2 clients and plugins that read the request's body"),
        Of("360-09", "3.6.0", "it does not start with 1024 open files or fewer", "where 'ulimit -n' is at most 1024"),
        Of("360-09", "3.6.0.0", "it does not start with 1024 open files or fewer", "where 'ulimit -n' is at most 1024"),
        OpenTelemetry("3.6.1-3.7.1", "3.0.0-3.2.2"),
        OpenTelemetry("3.6.1.0-3.7.1.5", "3.0.0.0-3.2.2.5"),
        Of("380-07", "3.8.0.0-3.8.1.0", "it refuses to start where redis.timeout and redis.connect_timeout differ, and its migrations can fail with a redis SQL error", "with the -advanced plugins that use redis") with { Plugins = redisTimeouts },
        Of("3100-07", "3.10.0.0-3.10.0.1", "its pool of connections has a regression"),
        Of("3100-08", "3.10.0.0-3.10.0.5", "incremental sync fails together with stream_listen", "in hybrid mode with incremental_sync=on and stream_listen") with { OnlyHybrid = true },
        Of("3100-09", "3.10.0.0-3.10.0.6", "the migrations of basic-auth and key-auth run in a wrong order and fail", "with basic-auth or key-auth") with { Plugins = ["basic-auth", "key-auth"], Suffices = true },
        Of("3100-10", "3.10.0.0-3.10.0.6", "the upgrade fails on a file-log path that begins or ends with a space", "where file-log's config.path begins or ends with a space") with { Plugins = ["file-log"] },
        Of("3.11.0.0", "3.11.0.0", "the migration of its AI licence fails when coming from 3.10", "when coming from 3.10"),
    ];

    private static AvoidedVersions OpenTelemetry(string range, string origins) => Of("370-08", range, OpenTelemetryCrash, "with opentelemetry plugins that were created before 3.3") with
    {
        Plugins = ["opentelemetry"],
        Origins = PatchRange.Parse(origins), // 2.8 has no such plugin, so none without a queue can come from there
    };

    private static AvoidedVersions Of(string row, string range, string reason, string? condition = null) => new(row, PatchRange.Parse(range), reason) { Condition = condition };
}
