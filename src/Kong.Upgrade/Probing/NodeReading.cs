using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Probing;

/// <summary>What one node did in one window. All counts are increments. Immutable.</summary>
public sealed class NodeReading
{
    /// <summary>The node's cluster.</summary>
    public required ClusterSide Side { get; init; }

    /// <summary>The node's name.</summary>
    public required string Node { get; init; }

    /// <summary>The route, when the counts are of one route only; otherwise <see langword="null"/>.</summary>
    public string? Route { get; init; }

    /// <summary>Requests answered.</summary>
    public required long Requests { get; init; }

    /// <summary>Of these, answers 500 to 599 whoever caused them. The default value is 0.</summary>
    public long Errors { get; init; }

    /// <summary>Of the errors, those that came from the upstream service and so say nothing about the gateway. The default value is 0.</summary>
    public long UpstreamErrors { get; init; }

    /// <summary>How long requests took in the gateway and upstream; empty when it was not measured.</summary>
    public LatencyHistogram Latency { get; init; } = LatencyHistogram.Empty;
}
