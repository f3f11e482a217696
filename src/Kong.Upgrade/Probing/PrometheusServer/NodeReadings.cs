using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Probing.PrometheusServer;

/// <summary>Puts what counters rose by together, by node and route.</summary>
internal sealed class NodeReadings(IReadOnlyList<ScrapedTarget> targets)
{
    private readonly Histograms request = new(targets, b => KongMetrics.IsRequestTime(b.Name, b.Type)), kong = new(targets, b => KongMetrics.IsKongTime(b.Name, b.Type));

    /// <summary>A reading for each route that a node did something on; for a node that did nothing one of zeros, unless nobody could see that.</summary>
    public IReadOnlyList<NodeReading> All(IEnumerable<BlindNode> blind)
    {
        HashSet<(ClusterSide, string)> unseen = [.. blind.Select(b => (b.Side, b.Node))];
        return [.. targets.GroupBy(t => (t.Side, t.Node)).SelectMany(node => Of(node.Key.Side, node.Key.Node, [.. node.SelectMany(t => t.Series)], unseen.Contains(node.Key)))];
    }

    private NodeReading[] Of(ClusterSide side, string node, IReadOnlyList<CounterSeries> series, bool isBlind)
    {
        NodeReading[] busy = [.. series.Where(s => s.Increase > 0).Select(s => s.Route).Distinct().Select(route => Of(side, node, route, [.. series.Where(s => s.Route == route && KongMetrics.IsRequests(s.Name))]))];
        return busy.Length > 0 || isBlind ? busy : [new() { Side = side, Node = node, Requests = 0 }];
    }

    private NodeReading Of(ClusterSide side, string node, string? route, IReadOnlyList<CounterSeries> requests)
    {
        long Sum(Func<CounterSeries, bool> which) => (long)Math.Round(requests.Where(which).Sum(s => s.Increase));
        return new()
        {
            Side = side,
            Node = node,
            Route = route,
            Requests = Sum(_ => true),
            Errors = Sum(IsError),
            UpstreamErrors = Sum(s => IsError(s) && s.IsUpstream),
            ClientErrors = Sum(IsClientError),
            UpstreamClientErrors = Sum(s => IsClientError(s) && s.IsUpstream),
            RateLimited = Sum(s => s.Status == 429),
            Latency = request.Of(side, node, route),
            KongLatency = kong.Of(side, node, route),
        };
    }

    private static bool IsError(CounterSeries series) => series.Status is >= 500 and <= 599;

    private static bool IsClientError(CounterSeries series) => series.Status is >= 400 and <= 499 and not 429;
}
