using System.Globalization;
using Kong.Upgrade.Simulation.Balancing;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Metrics;

/// <summary>The whole of `/metrics`, families in the order of their names (recorded in metrics.http of each version).</summary>
internal sealed class NodeExposition(VersionTraits version, Guid nodeId, NodeMetrics metrics)
{
    private readonly TrafficExposition _traffic = new(version);

    public string Write(NodeFigures figures, IReadOnlyDictionary<string, Balancer>? upstreams)
    {
        ExpositionWriter writer = new();
        RouteMetrics[] routes = [.. metrics.Routes];
        _traffic.WriteBandwidth(writer, routes);
        writer.Family("datastore_reachable", "gauge", "Datastore reachable from Kong, 0 is unreachable");
        writer.Sample("datastore_reachable", figures.IsDatabaseReachable ? 1 : 0);
        _traffic.WriteStatuses(writer, routes);
        if (version.HasModernMetrics)
            _traffic.WriteLatency(writer, "kong_latency_ms", "Latency added by Kong and enabled plugins for each service/route in Kong", routes, r => r.KongLatency);
        else
            TrafficExposition.WriteOldLatency(writer, routes);
        WriteMemory(writer, figures);
        WriteNginx(writer, figures);
        if (version.HasModernMetrics)
            WriteModernTail(writer, routes);
        if (upstreams is not null)
            WriteTargets(writer, upstreams);
        return writer.ToString();
    }

    private (string, string)[] Node => version.HasModernMetrics ? [("node_id", nodeId.ToString())] : [];

    private void WriteMemory(ExpositionWriter writer, NodeFigures figures)
    {
        writer.Family("memory_lua_shared_dict_bytes", "gauge", "Allocated slabs in bytes in a shared_dict");
        foreach (SharedDict dict in SharedDict.On(version))
            writer.Sample("memory_lua_shared_dict_bytes", dict.Allocated, [.. Node, ("shared_dict", dict.Name), ("kong_subsystem", "http")]);
        writer.Family("memory_lua_shared_dict_total_bytes", "gauge", "Total capacity in bytes of a shared_dict");
        foreach (SharedDict dict in SharedDict.On(version))
            writer.Sample("memory_lua_shared_dict_total_bytes", dict.Capacity, [.. Node, ("shared_dict", dict.Name), ("kong_subsystem", "http")]);
        writer.Family("memory_workers_lua_vms_bytes", "gauge", "Allocated bytes in worker Lua VM");
        writer.Sample("memory_workers_lua_vms_bytes", figures.WorkerMemory,
            [.. Node, ("pid", figures.WorkerPid.ToString(CultureInfo.InvariantCulture)), ("kong_subsystem", "http")]);
    }

    private void WriteNginx(ExpositionWriter writer, NodeFigures figures)
    {
        if (version.HasModernMetrics)
            WriteConnections(writer, figures, "nginx_connections_total", "Number of connections by subsystem", [.. Node, ("subsystem", "http")]);
        else
            WriteConnections(writer, figures, "nginx_http_current_connections", "Number of HTTP connections", []);
        writer.Family("nginx_metric_errors_total", "counter", "Number of nginx-lua-prometheus errors");
        writer.Sample("nginx_metric_errors_total", 0);
        if (version.HasModernMetrics)
        {
            writer.Family("nginx_requests_total", "gauge", "Number of requests total");
            writer.Sample("nginx_requests_total", figures.Requests, [.. Node, ("subsystem", "http")]);
        }
        writer.Family("nginx_timers", "gauge", "Number of nginx timers");
        writer.Sample("nginx_timers", figures.PendingTimers, ("state", "pending"));
        writer.Sample("nginx_timers", figures.RunningTimers, ("state", "running"));
    }

    private static void WriteConnections(ExpositionWriter writer, NodeFigures figures, string name, string help, (string, string)[] labels)
    {
        writer.Family(name, "gauge", help);
        foreach ((string state, long value) in figures.Connections())
            writer.Sample(name, value, [.. labels, ("state", state)]);
    }

    private void WriteModernTail(ExpositionWriter writer, RouteMetrics[] routes)
    {
        writer.Family("node_info", "gauge", "Kong Node metadata information");
        writer.Sample("node_info", 1, [.. Node, ("version", version.Text)]);
        _traffic.WriteLatency(writer, "request_latency_ms", "Total latency incurred during requests for each service/route in Kong", routes, r => r.RequestLatency);
        _traffic.WriteLatency(writer, "upstream_latency_ms", "Latency added by upstream response for each service/route in Kong", routes, r => r.UpstreamLatency);
    }

    private static void WriteTargets(ExpositionWriter writer, IReadOnlyDictionary<string, Balancer> upstreams)
    {
        writer.Family("upstream_target_health", "gauge",
            "Health status of targets of upstream. States = healthchecks_off|healthy|unhealthy|dns_error, value is 1 when state is populated.");
        foreach (Balancer upstream in upstreams.Values.OrderBy(u => u.Upstream, StringComparer.Ordinal))
            foreach (Target target in upstream.Targets.OrderBy(t => t.Name, StringComparer.Ordinal))
                foreach (string state in new[] { "dns_error", "healthchecks_off", "healthy", "unhealthy" })
                    writer.Sample("upstream_target_health", state.Equals(target.Health, StringComparison.OrdinalIgnoreCase) ? 1 : 0,
                        ("upstream", upstream.Upstream!), ("target", target.Name), ("address", target.Name), ("state", state), ("subsystem", "http"));
    }
}
