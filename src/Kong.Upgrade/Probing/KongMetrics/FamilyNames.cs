namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>Names of 2.8 and of 3.x (kong-facts 4). The exporter puts <c>kong_</c> before each, so that <c>kong_latency_ms</c> becomes <c>kong_kong_latency_ms</c>.</summary>
internal static class FamilyNames
{
    private static ReadOnlySpan<byte> Prefix => "kong_"u8;

    public static MetricFamily Of(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("process_start_time_seconds"u8)) return MetricFamily.ProcessStart;
        return name.StartsWith(Prefix) ? OfKong(name[Prefix.Length..]) : MetricFamily.Other;
    }

    private static MetricFamily OfKong(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("kong_latency_ms_bucket"u8) => MetricFamily.KongBucket,
        _ when name.SequenceEqual("request_latency_ms_bucket"u8) => MetricFamily.RequestBucket,
        _ when name.SequenceEqual("latency_bucket"u8) => MetricFamily.TypedBucket,
        _ when name.SequenceEqual("http_requests_total"u8) || name.SequenceEqual("http_status"u8) => MetricFamily.Requests,
        _ when name.SequenceEqual("kong_latency_ms_count"u8) => MetricFamily.KongCount,
        _ when name.SequenceEqual("request_latency_ms_count"u8) => MetricFamily.RequestCount,
        _ when name.SequenceEqual("latency_count"u8) => MetricFamily.TypedCount,
        _ when name.SequenceEqual("bandwidth_bytes"u8) || name.SequenceEqual("bandwidth"u8) => MetricFamily.Bandwidth,
        _ => OfNode(name),
    };

    private static MetricFamily OfNode(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("node_info"u8) => MetricFamily.NodeInfo,
        _ when name.SequenceEqual("memory_lua_shared_dict_bytes"u8) => MetricFamily.DictionaryUsed,
        _ when name.SequenceEqual("memory_lua_shared_dict_total_bytes"u8) => MetricFamily.DictionarySize,
        _ when name.SequenceEqual("memory_workers_lua_vms_bytes"u8) => MetricFamily.WorkerMemory,
        _ when name.SequenceEqual("nginx_connections_total"u8) || name.SequenceEqual("nginx_http_current_connections"u8) => MetricFamily.Connections,
        _ when name.SequenceEqual("nginx_requests_total"u8) => MetricFamily.NginxRequests,
        _ when name.SequenceEqual("nginx_metric_errors_total"u8) => MetricFamily.MetricErrors,
        _ when name.SequenceEqual("process_start_time_seconds"u8) => MetricFamily.ProcessStart,
        _ => MetricFamily.Other,
    };
}
