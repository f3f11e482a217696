namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>What a latency histogram measures.</summary>
internal enum HistogramKind
{
    /// <summary>The whole request.</summary>
    Request = 0,

    /// <summary>Kong's own part of it.</summary>
    Kong,
}
