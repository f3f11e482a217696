using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>Where a policy counts. No Redis is simulated: it behaves as in the recordings, where none listened.</summary>
internal sealed class RateLimitStorage(JsonObject config, SimulatedDatabase database, RateLimitCounters local, VersionTraits version)
{
    private readonly string _policy = config.Text("policy") ?? "local";

    /// <summary>A Redis without host raises an error in Lua, which fault tolerance does not catch (kong-facts 12.5 no. 1).</summary>
    public bool AlwaysFails { get; } = config.Text("policy") == "redis" && RedisHost(config, version) is null;

    /// <summary>The counters, or null while they cannot be reached.</summary>
    public IRateLimitCounters? Counters => _policy switch
    {
        "local" => local,
        "cluster" => database.Reachable ? database.ClusterCounters : null,
        _ => null,
    };

    /// <summary>A read-only database is read, but nothing is counted (recorded: db-read-only).</summary>
    public bool CanCount => _policy != "cluster" || !database.ReadOnly;

    private static string? RedisHost(JsonObject config, VersionTraits version) =>
        version.HasRedisRecord ? (config["redis"] as JsonObject)?.Text("host") : config.Text("redis_host");
}
