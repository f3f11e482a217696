using Kong.Upgrade.Benchmarks.Judging.Worlds;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Benchmarks.Judging;

/// <summary>Looks of one second at two healthy clusters, each of so many nodes and routes.</summary>
internal sealed class LookMaker(int routes, int nodes)
{
    private readonly Random random = new(1);
    private DateTimeOffset at = DateTimeOffset.UnixEpoch;

    public ProbeReading Next()
    {
        ProbeWindow window = new(at, at += TimeSpan.FromSeconds(1));
        return ProbeReading.Of(window, [.. Both(ClusterSide.Blue, 90), .. Both(ClusterSide.Green, 10)]);
    }

    private IEnumerable<NodeReading> Both(ClusterSide side, int most) =>
        from node in Enumerable.Range(1, nodes) from route in Enumerable.Range(1, routes) select One(side, $"{side}-{node}", $"route-{route}", random.Next(most / 2, most));

    private NodeReading One(ClusterSide side, string node, string route, int requests)
    {
        int service = Few(requests * 0.0003), refused = Few(requests * 0.003);
        return new()
        {
            Side = side,
            Node = node,
            Route = route,
            Requests = requests,
            Errors = service + Few(requests * 0.0002),
            UpstreamErrors = service,
            ClientErrors = refused + Few(requests * 0.0015),
            UpstreamClientErrors = refused,
            RateLimited = Few(requests * 0.0005),
            KongLatency = Times(Latencies.KongBounds, requests),
            Latency = Times(Latencies.RequestBounds, requests),
            Uptime = TimeSpan.FromHours(1),
        };
    }

    private int Few(double chance) => random.NextDouble() < chance ? 1 : 0;

    private LatencyHistogram Times(double[] bounds, int requests)
    {
        long[] counts = new long[bounds.Length];
        // Each bucket has half of what is left, so that a few are slow.
        for (int i = 0; i < requests; i++) counts[Math.Min(bounds.Length - 1, (int)-Math.Log2(1 - random.NextDouble()))]++;
        return new(bounds, counts);
    }
}
