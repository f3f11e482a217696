using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Simulation.Installation;

/// <summary>Reads the balancer's own counts, as an access log would give them: what users really got, by cluster.</summary>
internal sealed class BalancerProbe(SimulatedBalancer balancer) : IMetricsProbe
{
    private readonly Lock gate = new();
    private SideCounts blue = balancer.Blue;
    private SideCounts green = balancer.Green;

    public Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            (SideCounts blueNow, SideCounts greenNow) = (balancer.Blue, balancer.Green);
            ProbeReading reading = ProbeReading.Of(window, [Increment(ClusterSide.Blue, blue, blueNow), Increment(ClusterSide.Green, green, greenNow)]);
            (blue, green) = (blueNow, greenNow);
            return Task.FromResult(reading);
        }
    }

    private static NodeReading Increment(ClusterSide side, SideCounts before, SideCounts now) => new()
    {
        Side = side,
        Node = "balancer",
        Requests = now.Requests - before.Requests,
        Errors = now.Failed - before.Failed,
    };
}
