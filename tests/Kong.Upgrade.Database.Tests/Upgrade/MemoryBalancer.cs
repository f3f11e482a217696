using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Database.Tests.Upgrade;

/// <summary>A balancer and the users behind it: ten thousand requests a second that never fail, split as asked. What is real in these tests is the database.</summary>
internal sealed class MemoryBalancer : ITrafficSplitter, IMetricsProbe
{
    private volatile int share;

    public SplitterCapabilities Capabilities { get; } = new() { SettlesWithin = TimeSpan.FromMilliseconds(50) };

    public Task<TrafficShare> GetShareAsync(CancellationToken cancellationToken) => Task.FromResult(TrafficShare.FromPercent(share / 10_000d));

    public Task<TrafficShare> SetShareAsync(TrafficShare desired, CancellationToken cancellationToken)
    {
        share = desired.PartsPerMillion;
        return Task.FromResult(desired);
    }

    public Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken)
    {
        long requests = (long)Math.Ceiling(window.Length.TotalSeconds * 10_000), green = requests * share / 1_000_000;
        return Task.FromResult(ProbeReading.Of(window, [Reading(ClusterSide.Blue, requests - green), Reading(ClusterSide.Green, green)]));
    }

    private static NodeReading Reading(ClusterSide side, long requests) => new() { Side = side, Node = $"{side}-1", Requests = requests };
}
