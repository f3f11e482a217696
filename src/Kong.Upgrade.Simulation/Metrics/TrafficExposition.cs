using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Metrics;

/// <summary>The families about proxied requests; names and labels of 3.x, or those of 2.8 (kong-facts 4, recorded metrics.http).</summary>
internal sealed class TrafficExposition(VersionTraits version)
{
    public void WriteBandwidth(ExpositionWriter writer, IReadOnlyList<RouteMetrics> routes)
    {
        string name = version.HasModernMetrics ? "bandwidth_bytes" : "bandwidth";
        if (!routes.Any(r => r.Traffics.Any()))
            return;
        writer.Family(name, "counter", version.HasModernMetrics
            ? "Total bandwidth (ingress/egress) throughput in bytes"
            : "Total bandwidth in bytes consumed per service/route in Kong");
        foreach (RouteMetrics route in routes)
            foreach ((string direction, Func<Traffic, long> read) in Directions)
                foreach ((string consumer, Traffic bytes) in Consumers(route))
                    writer.Sample(name, read(bytes), version.HasModernMetrics
                        ? [.. Of(route), ("direction", direction), .. Workspace, ("consumer", consumer)]
                        : [.. Of(route), ("type", direction)]);
    }

    public void WriteStatuses(ExpositionWriter writer, IReadOnlyList<RouteMetrics> routes)
    {
        if (!routes.Any(r => r.Statuses.Any()))
            return;
        if (version.HasModernMetrics)
            WriteModernStatuses(writer, routes);
        else
            WriteOldStatuses(writer, routes);
    }

    public void WriteLatency(ExpositionWriter writer, string name, string help, IReadOnlyList<RouteMetrics> routes, Func<RouteMetrics, Histogram> read)
    {
        (Histogram Histogram, (string, string)[] Labels)[] observed =
            [.. routes.Select(r => (read(r), ((string, string)[])[.. Of(r), .. Workspace])).Where(h => h.Item1.Cumulated()[^1] > 0)];
        WriteHistograms(writer, name, help, observed);
    }

    /// <summary>2.8 has one family for all three kinds.</summary>
    public static void WriteOldLatency(ExpositionWriter writer, IReadOnlyList<RouteMetrics> routes)
    {
        (Histogram Histogram, (string, string)[] Labels)[] observed =
        [
            .. from route in routes
               from kind in new[] { ("kong", route.KongLatency), ("request", route.RequestLatency), ("upstream", route.UpstreamLatency) }
               where kind.Item2.Cumulated()[^1] > 0
               select (kind.Item2, ((string, string)[])[.. Of(route), ("type", kind.Item1)]),
        ];
        WriteHistograms(writer, "latency", "Latency added by Kong, total request time and upstream latency for each service/route in Kong", observed);
    }

    private static readonly (string, Func<Traffic, long>)[] Directions = [("egress", b => b.Egress.Read()), ("ingress", b => b.Ingress.Read())];

    private (string, string)[] Workspace => version.HasWorkspaceLabel ? [("workspace", "default")] : [];

    private static (string, string)[] Of(RouteMetrics route) => [("service", route.Service), ("route", route.Route)];

    private static IEnumerable<(string Consumer, Traffic Bytes)> Consumers(RouteMetrics route) =>
        route.Traffics.OrderBy(t => t.Consumer, StringComparer.Ordinal);

    private static void WriteHistograms(
        ExpositionWriter writer, string name, string help, (Histogram Histogram, (string, string)[] Labels)[] observed)
    {
        if (observed.Length == 0)
            return;
        writer.Family(name, "histogram", help);
        foreach ((Histogram histogram, (string, string)[] labels) in observed)
            writer.Buckets(name, histogram, labels);
        foreach ((Histogram histogram, (string, string)[] labels) in observed)
            writer.Sample(name + "_count", histogram.Cumulated()[^1], labels);
        foreach ((Histogram histogram, (string, string)[] labels) in observed)
            writer.Sample(name + "_sum", histogram.Sum, labels);
    }

    private void WriteModernStatuses(ExpositionWriter writer, IReadOnlyList<RouteMetrics> routes)
    {
        writer.Family("http_requests_total", "counter", "HTTP status codes per consumer/service/route in Kong");
        foreach (RouteMetrics route in routes)
            foreach ((StatusKey key, long count) in route.Statuses.OrderBy(s => s.Key.Code).ThenBy(s => s.Key.ByKong).ThenBy(s => s.Key.Consumer, StringComparer.Ordinal))
                writer.Sample("http_requests_total", count,
                    [.. Of(route), ("code", Code(key)), ("source", key.ByKong ? "kong" : "service"), .. Workspace, ("consumer", key.Consumer)]);
    }

    private static void WriteOldStatuses(ExpositionWriter writer, IReadOnlyList<RouteMetrics> routes)
    {
        if (routes.Any(r => r.Statuses.Any(s => s.Key.Consumer.Length > 0)))
            writer.Family("http_consumer_status", "counter", "HTTP status codes for customer per service/route in Kong");
        foreach (RouteMetrics route in routes)
            foreach ((StatusKey key, long count) in route.Statuses.Where(s => s.Key.Consumer.Length > 0).OrderBy(s => s.Key.Code))
                writer.Sample("http_consumer_status", count, [.. Of(route), ("code", Code(key)), ("consumer", key.Consumer)]);
        writer.Family("http_status", "counter", "HTTP status codes per service/route in Kong");
        foreach (RouteMetrics route in routes)
            foreach (var code in route.Statuses.GroupBy(s => s.Key.Code).OrderBy(g => g.Key))
                writer.Sample("http_status", code.Sum(s => s.Count), [.. Of(route), ("code", Code(code.First().Key))]);
    }

    private static string Code(StatusKey key) => Proxying.Numbers.Text(key.Code);
}
