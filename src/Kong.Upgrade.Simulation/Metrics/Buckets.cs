using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Metrics;

/// <summary>Upper bounds in milliseconds of the latency histograms of each version (kong-facts 4).</summary>
internal sealed record Buckets(double[] Kong, double[] Others)
{
    private static readonly double[] Old =
        [1, 2, 5, 7, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100, 200, 300, 400, 500, 1000, 2000, 5000, 10000, 30000, 60000];

    private static readonly double[] Modern = [1, 2, 5, 7, 10, 15, 20, 30, 50, 75, 100, 200, 500, 750, 1000];
    private static readonly double[] ModernLong = [.. Modern, 3000, 6000];
    private static readonly double[] ModernOthers = [25, 50, 80, 100, 250, 400, 700, 1000, 2000, 5000, 10000, 30000, 60000];

    public static Buckets Of(VersionTraits version) =>
        !version.HasModernMetrics ? new(Old, Old) : new(version.HasLongLatencyBuckets ? ModernLong : Modern, ModernOthers);
}
