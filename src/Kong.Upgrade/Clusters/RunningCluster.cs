namespace Kong.Upgrade.Clusters;

/// <summary>A cluster whose every node was seen ready. Immutable.</summary>
public sealed class RunningCluster
{
    /// <summary>The nodes, at least one.</summary>
    public required IReadOnlyList<ClusterNode> Nodes { get; init; }
}
