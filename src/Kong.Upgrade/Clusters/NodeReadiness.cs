using System.Text.Json;

namespace Kong.Upgrade.Clusters;

/// <summary>Whether a node is ready, by what its version can say (kong-facts 3.2). It says nothing about whether its configuration is right.</summary>
internal static class NodeReadiness
{
    private static readonly KongVersion firstWithReadiness = KongVersion.Parse("3.3.0");

    /// <summary>Whether a version answers <c>/status/ready</c>, on its Status API only.</summary>
    public static bool HasReadiness(KongVersion version) => version >= firstWithReadiness;

    /// <summary>Whether <c>/status</c> says that the database is reached; it answers 200 also when it is not.</summary>
    public static bool ReachesDatabase(JsonElement status) => status.ValueKind is JsonValueKind.Object
        && status.TryGetProperty("database", out JsonElement database) && database.ValueKind is JsonValueKind.Object
        && database.TryGetProperty("reachable", out JsonElement reachable) && reachable.ValueKind is JsonValueKind.True;

    /// <summary>What a node still lacks, or <see langword="null"/> when it is ready.</summary>
    /// <param name="client">Asks.</param>
    /// <param name="node">The node; its Admin API is proven to be its own.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    public static async Task<string?> LackAsync(NodeClient client, ClusterNode node, CancellationToken cancellationToken)
    {
        if (HasReadiness(node.Version) && node.Status is { } listener)
            return await client.AskAsync(new(listener, "/status/ready"), cancellationToken).ConfigureAwait(false) is { IsOk: false } unready ? $"/status/ready: {unready}" : null;
        NodeAnswer status = await client.AskAsync(new(node.Admin ?? node.Status!, "/status"), cancellationToken).ConfigureAwait(false);
        if (status.Json() is not { } found || !ReachesDatabase(found)) return $"/status does not say that the database is reached: {status}";
        return node.Proxy is { } proxy ? await ProxyLackAsync(client, proxy, cancellationToken).ConfigureAwait(false) : null;
    }

    // A path that nobody has a route for; where a route takes everything, its service's answer is as good.
    private static async Task<string?> ProxyLackAsync(NodeClient client, Uri proxy, CancellationToken cancellationToken)
    {
        NodeAnswer answer = await client.AskAsync(new(proxy, "/kong-upgrade-is-this-kong"), cancellationToken).ConfigureAwait(false);
        return answer.IsKong ? null : $"its proxy does not answer as Kong does: {answer}";
    }
}
