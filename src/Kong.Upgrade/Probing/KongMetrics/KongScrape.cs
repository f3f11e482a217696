using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>What one node answered when its metrics were asked for, or that it did not. Immutable.</summary>
public sealed class KongScrape
{
    /// <summary>The node's cluster.</summary>
    public required ClusterSide Side { get; init; }

    /// <summary>The node's name.</summary>
    public required string Node { get; init; }

    /// <summary>When the answer was there, or was given up.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The body in Prometheus' text format; empty when there was none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Why there is no body; <see langword="null"/> when there is one.</summary>
    public string? Trouble { get; init; }
}
