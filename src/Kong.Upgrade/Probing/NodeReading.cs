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

    /// <summary>Answers 400 to 499 whoever caused them, without 429. The default value is 0.</summary>
    public long ClientErrors { get; init; }

    /// <summary>Of the client errors, those that came from the upstream service. The default value is 0: all are Kong's own, or the probe cannot tell.</summary>
    public long UpstreamClientErrors { get; init; }

    /// <summary>Answers 429. Limits may be shared by both clusters, so these are evidence about neither (kong-facts 12.7 no. 3). The default value is 0.</summary>
    public long RateLimited { get; init; }

    /// <summary>How long requests took in the gateway and upstream; empty when it was not measured.</summary>
    public LatencyHistogram Latency { get; init; } = LatencyHistogram.Empty;

    /// <summary>How long requests took in Kong itself, without the upstream service; empty when it was not measured.</summary>
    public LatencyHistogram KongLatency { get; init; } = LatencyHistogram.Empty;

    /// <summary>For how long the node has been up at the window's end; <see langword="null"/> when that is not known. A young node is not judged yet.</summary>
    public TimeSpan? Uptime { get; init; }
}
