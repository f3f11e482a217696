using Kong.Upgrade.Clusters;
using Kong.Upgrade.Traffic.Nginx;

namespace Kong.Upgrade.Probing;

/// <summary>What the nodes did, line by line.</summary>
internal sealed class AccessLogCounts(NginxOptions options)
{
    private static readonly double[] bounds =
        [1, 2, 5, 10, 25, 50, 80, 100, 150, 200, 250, 300, 400, 500, 700, 1000, 1500, 2000, 3000, 5000, 6000, 10_000, 15_000, 20_000, 30_000, 60_000, double.PositiveInfinity];

    private readonly Dictionary<(ClusterSide Side, string Node), Count> counts = [];

    /// <returns>Always true: the line was understood.</returns>
    public bool Add(AccessLogLine request)
    {
        if (request.IsTester || request.Node is not { } node) return true;
        if (!counts.TryGetValue((request.Side, node), out Count? count)) counts[(request.Side, node)] = count = new();
        count.Requests++;
        if (request.IsError) count.Errors++;
        int bucket = Array.FindIndex(bounds, bound => request.Took <= bound);
        count.Times[bucket]++;
        return true;
    }

    public IReadOnlyList<NodeReading> Nodes() => [.. Of(ClusterSide.Blue, options.Blue), .. Of(ClusterSide.Green, options.Green)];

    /// <summary>Nodes are logged by address. Those of the options that had nothing to do have zero counts, unless names stand there that nobody can compare.</summary>
    private NodeReading[] Of(ClusterSide side, IReadOnlyList<string> named)
    {
        NodeReading[] busy = [.. counts.Where(c => c.Key.Side == side).Select(c => Reading(side, c.Key.Node, c.Value))];
        return busy.Length > 0 && !named.All(IsAddress) ? busy : [.. busy, .. named.Except(busy.Select(b => b.Node)).Select(n => Reading(side, n, new()))];
    }

    private static bool IsAddress(string node) => System.Net.IPEndPoint.TryParse(node, out _);

    private static NodeReading Reading(ClusterSide side, string node, Count count) => new()
    {
        Side = side,
        Node = node,
        Requests = count.Requests,
        Errors = count.Errors,
        Latency = count.Requests == 0 ? LatencyHistogram.Empty : new(bounds, count.Times),
    };

    private sealed class Count
    {
        public long[] Times { get; } = new long[bounds.Length];

        public long Requests { get; set; }

        public long Errors { get; set; }
    }
}
