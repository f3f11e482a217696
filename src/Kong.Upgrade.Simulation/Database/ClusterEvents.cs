using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Database;

/// <summary>One row of cluster_events, as far as it says something.</summary>
internal sealed record ClusterEvent(string Channel, string Data);

/// <summary>How nodes tell each other of changes: rows of cluster_events, on channels that differ between versions (kong-facts 12.4 no. 4).</summary>
internal static class ClusterEvents
{
    public const string Insert = """
        INSERT INTO cluster_events (id, node_id, at, nbf, expire_at, channel, data) VALUES ($1, $2, $3, NULL, $3 + interval '1 hour', $4, $5)
        """;

    private const string Common = "invalidations";

    public static string CoreChannel(VersionTraits version) => version.HasOwnCoreChannel ? "invalidations_kong_core_db_cache" : Common;

    public static IEnumerable<ClusterEvent> Of(DatabaseChange change, string workspace)
    {
        // Consumers and credentials are no core entities: all versions hear of them.
        string channel = change.Table == "consumers" || EntitySchemas.Of(change.Table).IsCredential ? Common : CoreChannel(change.By);
        yield return new(channel, TableRow.CacheKey(change.Table, change.Row, workspace));
        if (change.Table == "consumers" && change.Row.Text("username") is { } name)
            yield return new(channel, TableRow.CacheKey("consumers", new JsonObject { ["id"] = name }, workspace));
        if (change.Table == "routes" || (change.Table == "services" && change.Change is EntityChange.Update or EntityChange.Upsert))
            yield return new(channel, "router:version");
        if (change.Table == "plugins")
            yield return new(channel, "plugins_iterator:version");
        if (change.Table is "targets" or "upstreams")
            yield return new("balancer:" + change.Table, Balancer(change, workspace));
    }

    /// <summary>What a node of that version does about an event: build anew, forget credentials, or nothing.</summary>
    public static (bool Rebuilds, bool Forgets) Meaning(ClusterEvent heard, VersionTraits version)
    {
        bool isBalancer = heard.Channel is "balancer:targets" or "balancer:upstreams";
        bool isVersion = heard.Channel == CoreChannel(version) && heard.Data is "router:version" or "plugins_iterator:version";
        return (isBalancer || isVersion, heard.Channel == Common || heard.Channel == CoreChannel(version));
    }

    private static string Balancer(DatabaseChange change, string workspace) => change.Table == "targets"
        ? $"{Verb(change.Change)}:{change.Row.Reference("upstream")}"
        : $"{Verb(change.Change)}:{workspace}:{change.Row.Text("id")}:{change.Row.Text("name")}";

    private static string Verb(EntityChange change) => change switch
    {
        EntityChange.Create => "create",
        EntityChange.Delete => "delete",
        _ => "update",
    };
}
