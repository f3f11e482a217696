using System.Collections.Concurrent;
using Kong.Upgrade.Simulation.Proxying;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Metrics;

/// <summary>The figures of one node. They outlive a reload and die with the node (kong-facts 12.7 no. 5).</summary>
internal sealed class NodeMetrics(VersionTraits version, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Service, string Route), RouteMetrics> _routes = new();
    private readonly Buckets _buckets = Buckets.Of(version);

    public IEnumerable<RouteMetrics> Routes =>
        _routes.Values.OrderBy(r => r.Service, StringComparer.Ordinal).ThenBy(r => r.Route, StringComparer.Ordinal);

    public RouteMetrics Of(string service, string route) => _routes.GetOrAdd((service, route), k => new(k.Service, k.Route, _buckets));

    /// <summary>Takes down a finished request, as the prometheus plugin of its route wants it.</summary>
    public void Record(ProxyExchange exchange, bool answeredByKong)
    {
        if (exchange.Route is not { } route || route.Plugins.MetricsFor(exchange) is not { } wanted)
            return;
        string consumer = wanted.PerConsumer ? exchange.Consumer?.Username ?? "" : "";
        if (wanted.Statuses)
            route.Metrics.CountStatus(new(exchange.Context.Response.StatusCode, answeredByKong, consumer));
        if (wanted.Latencies)
            RecordLatencies(exchange, route.Metrics);
        if (wanted.Bandwidth)
            route.Metrics.CountBytes(version.HasModernMetrics ? consumer : "", TrafficSize.OfRequest(exchange.Context), TrafficSize.OfResponse(exchange.Context));
    }

    private void RecordLatencies(ProxyExchange exchange, RouteMetrics metrics)
    {
        TimeSpan total = time.GetElapsedTime(exchange.StartedAt);
        TimeSpan upstream = exchange.UpstreamAskedAt == 0
            ? TimeSpan.Zero
            : time.GetElapsedTime(exchange.UpstreamAskedAt, exchange.UpstreamAnsweredAt);
        metrics.RequestLatency.Observe((long)total.TotalMilliseconds);
        metrics.KongLatency.Observe((long)(total - upstream).TotalMilliseconds);
        if (exchange.UpstreamAskedAt != 0)
            metrics.UpstreamLatency.Observe((long)upstream.TotalMilliseconds);
    }
}
