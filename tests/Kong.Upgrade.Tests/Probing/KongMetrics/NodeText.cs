using System.Globalization;
using System.Text;

namespace Kong.Upgrade.Tests;

/// <summary>Writes what a node's <c>/metrics</c> shows, as real nodes do: families by name, buckets below a series' fastest request left out.</summary>
internal sealed class NodeText
{
    private static readonly double[] requestBounds = [25, 50, 80, 100, 250, 400, 700, 1000, 2000, 5000, 10000, 30000, 60000];
    private static readonly double[] kongBounds = [1, 2, 5, 7, 10, 15, 20, 30, 50, 75, 100, 200, 500, 750, 1000];
    private static readonly double[] oldBounds = [1, 2, 5, 7, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100, 200, 300, 400, 500, 1000, 2000, 5000, 10000, 30000, 60000];

    private readonly SortedDictionary<string, long> counters = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<double>> requestTimes = new(StringComparer.Ordinal), kongTimes = new(StringComparer.Ordinal);

    public string Version { get; set; } = "3.9.1";

    public string? Id { get; set; } = "node-1";

    public int Pid { get; set; } = 100;

    public long Requests { get; set; } = 1000;

    public long Accepted { get; set; } = 500;

    public long Used { get; set; } = 143360;

    public long Size { get; set; } = 5242880;

    public long MetricErrors { get; set; }

    public bool HasInfo { get; set; } = true;

    public bool TellsStatus { get; set; } = true;

    public bool TellsLatency { get; set; } = true;

    public string? ProcessStart { get; set; }

    public string Workspace { get; set; } = "default";

    private bool IsOld => Version[0] == '2';

    private bool IsLong => string.CompareOrdinal(Version, "3.8") >= 0;

    /// <summary>Answers requests.</summary>
    public NodeText Serve(string route, int code, int times = 1, string source = "service", double took = 10, double own = 1, string service = "svc", string consumer = "")
    {
        string workspace = IsLong ? $"workspace=\"{Workspace}\"," : "";
        string labels = IsOld ? $"service=\"{service}\",route=\"{route}\",code=\"{code}\"" : $"service=\"{service}\",route=\"{route}\",code=\"{code}\",source=\"{source}\",{workspace}consumer=\"{consumer}\"";
        counters[labels] = counters.GetValueOrDefault(labels) + times;
        string series = $"service=\"{service}\",route=\"{route}\"" + (IsLong ? $",workspace=\"{Workspace}\"" : "");
        Of(requestTimes, series).AddRange(Enumerable.Repeat(took, times));
        Of(kongTimes, series).AddRange(Enumerable.Repeat(own, times));
        (Requests, Accepted) = (Requests + times, Accepted + times);
        return this;
    }

    /// <summary>Another process takes its place: it has counted nothing.</summary>
    public NodeText Restart(string? id = "node-2")
    {
        counters.Clear();
        requestTimes.Clear();
        kongTimes.Clear();
        (Id, Pid, Requests, Accepted) = (id, Pid + 1, 3, 3);
        return this;
    }

    public byte[] Bytes() => Encoding.UTF8.GetBytes(ToString());

    public override string ToString()
    {
        StringBuilder text = new();
        string node = IsOld || Id is null ? "" : $"node_id=\"{Id}\",";
        if (TellsStatus && counters.Count > 0)
        {
            string name = IsOld ? "kong_http_status" : "kong_http_requests_total";
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} HTTP status codes per consumer/service/route in Kong\n# TYPE {name} counter\n");
            foreach ((string labels, long count) in counters) text.Append(CultureInfo.InvariantCulture, $"{name}{{{labels}}} {count}\n");
        }
        if (IsOld)
        {
            Histogram(text, "kong_latency", kongTimes, oldBounds, ",type=\"kong\"");
            Histogram(text, "kong_latency", requestTimes, oldBounds, ",type=\"request\"");
            Histogram(text, "kong_latency", requestTimes, oldBounds, ",type=\"upstream\"");
        }
        else Histogram(text, "kong_kong_latency_ms", kongTimes, IsLong ? [.. kongBounds, 3000, 6000] : kongBounds);
        text.Append(CultureInfo.InvariantCulture, $"kong_memory_lua_shared_dict_bytes{{{node}shared_dict=\"kong\",kong_subsystem=\"http\"}} 40960\nkong_memory_lua_shared_dict_bytes{{{node}shared_dict=\"prometheus_metrics\",kong_subsystem=\"http\"}} {Used}\n");
        text.Append(CultureInfo.InvariantCulture, $"kong_memory_lua_shared_dict_total_bytes{{{node}shared_dict=\"prometheus_metrics\",kong_subsystem=\"http\"}} {Size}\n");
        text.Append(CultureInfo.InvariantCulture, $"kong_memory_workers_lua_vms_bytes{{{node}pid=\"{Pid}\",kong_subsystem=\"http\"}} 49235897\n");
        string connections = IsOld ? "kong_nginx_http_current_connections{" : $"kong_nginx_connections_total{{{node}subsystem=\"http\",";
        text.Append(CultureInfo.InvariantCulture, $"{connections}state=\"accepted\"}} {Accepted}\n{connections}state=\"total\"}} {Requests}\nkong_nginx_metric_errors_total {MetricErrors}\n");
        if (!IsOld) text.Append(CultureInfo.InvariantCulture, $"kong_nginx_requests_total{{{node}subsystem=\"http\"}} {Requests}\n");
        if (!IsOld && HasInfo) text.Append(CultureInfo.InvariantCulture, $"kong_node_info{{{node}version=\"{Version}\"}} 1\n");
        if (!IsOld) Histogram(text, "kong_request_latency_ms", requestTimes, requestBounds);
        if (!IsOld) Histogram(text, "kong_upstream_latency_ms", requestTimes, requestBounds);
        if (ProcessStart is not null) text.Append(CultureInfo.InvariantCulture, $"process_start_time_seconds {ProcessStart}\n");
        return text.ToString();
    }

    private void Histogram(StringBuilder text, string name, SortedDictionary<string, List<double>> series, double[] bounds, string type = "")
    {
        if (!TellsLatency || series.Count == 0) return;
        if (type is "" or ",type=\"kong\"") text.Append(CultureInfo.InvariantCulture, $"# HELP {name} Latency\n# TYPE {name} histogram\n");
        foreach ((string labels, List<double> times) in series)
        {
            foreach (double bound in bounds.Where(b => times.Exists(t => t <= b)))
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{labels}{type},le=\"{bound}\"}} {times.Count(t => t <= bound)}\n");
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{labels}{type},le=\"+Inf\"}} {times.Count}\n");
        }
        foreach ((string labels, List<double> times) in series) text.Append(CultureInfo.InvariantCulture, $"{name}_count{{{labels}{type}}} {times.Count}\n");
        foreach ((string labels, List<double> times) in series) text.Append(CultureInfo.InvariantCulture, $"{name}_sum{{{labels}{type}}} {times.Sum()}\n");
    }

    private static List<double> Of(SortedDictionary<string, List<double>> all, string series)
    {
        if (!all.TryGetValue(series, out List<double>? times)) all[series] = times = [];
        return times;
    }
}
