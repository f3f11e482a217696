using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>One node of Kong whose metrics are read. Immutable.</summary>
public sealed class KongMetricsNode
{
    /// <summary>The node's cluster: blue or green.</summary>
    public required ClusterSide Side { get; init; }

    /// <summary>A name that a person recognises; unique among the nodes of both clusters.</summary>
    public required string Name { get; init; }

    /// <summary>Its Status API or Admin API (http or https): without a path <c>/metrics</c> is asked for, with a path that path. <see langword="null"/> only where scrapes come from elsewhere (<see cref="KongMetricsReplay"/>).</summary>
    public Uri? Address { get; init; }

    /// <summary>The version that the node must have: another one's counts are not taken for this node's (<c>kong_node_info</c>, from 3.0 on; before that the <c>Server</c> header). The default value is <see langword="null"/>: any.</summary>
    public KongVersion? Version { get; init; }

    /// <summary>A node as a provisioner knows it: its Status API when it has one, for scraping the Admin API shares its listener with administrators.</summary>
    /// <param name="side">Its cluster.</param>
    /// <param name="node">The node; its Status or Admin address is asked.</param>
    /// <returns>The same node for this probe.</returns>
    public static KongMetricsNode Of(ClusterSide side, ClusterNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new() { Side = side, Name = node.Name, Address = node.Status ?? node.Admin, Version = node.Version };
    }

    /// <summary>Where exactly its metrics are.</summary>
    internal Uri? Endpoint => Address is { AbsolutePath: "/" } root ? new Uri(root, "/metrics") : Address;
}
