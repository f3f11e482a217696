using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Probing.Synthetic;

/// <summary>What one request came to at one node since the last look. Safe for several threads.</summary>
internal sealed class SyntheticCounts(ClusterSide side, string node, string route)
{
    private static readonly double[] bounds =
        [1, 2, 5, 10, 25, 50, 80, 100, 150, 200, 250, 300, 400, 500, 700, 1000, 1500, 2000, 3000, 5000, 6000, 10_000, 15_000, 20_000, 30_000, 60_000, double.PositiveInfinity];

    private readonly Lock gate = new();
    private readonly long[] times = new long[bounds.Length], outcomes = new long[(int)SyntheticOutcome.Failed + 1];

    public void Add(SyntheticOutcome outcome, TimeSpan took)
    {
        lock (gate)
        {
            outcomes[(int)outcome]++;
            times[Array.FindIndex(bounds, bound => took.TotalMilliseconds <= bound)]++;
        }
    }

    public NodeReading Take()
    {
        lock (gate)
        {
            NodeReading reading = new()
            {
                Side = side,
                Node = node,
                Route = route,
                Requests = outcomes.Sum(),
                Errors = outcomes[(int)SyntheticOutcome.Failed],
                ClientErrors = outcomes[(int)SyntheticOutcome.ClientError],
                RateLimited = outcomes[(int)SyntheticOutcome.RateLimited],
                Latency = outcomes.Sum() == 0 ? LatencyHistogram.Empty : new(bounds, times),
            };
            Array.Clear(outcomes);
            Array.Clear(times);
            return reading;
        }
    }
}
