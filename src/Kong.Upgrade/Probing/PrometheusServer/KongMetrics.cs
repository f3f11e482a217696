namespace Kong.Upgrade.Probing.PrometheusServer;

/// <summary>What Kong's metrics are called: both generations are asked for at once, and a node has one of them (kong-facts 4).</summary>
internal static class KongMetrics
{
    private const string Requests3 = "kong_http_requests_total", Requests2 = "kong_http_status";

    private const string RequestTime3 = "kong_request_latency_ms_bucket", KongTime3 = "kong_kong_latency_ms_bucket", Time2 = "kong_latency_bucket";

    private static readonly double[] requestBounds3 = [25, 50, 80, 100, 250, 400, 700, 1000, 2000, 5000, 10_000, 30_000, 60_000];

    // 3.8 and later have 3000 and 6000 too.
    private static readonly double[] kongBounds3 = [1, 2, 5, 7, 10, 15, 20, 30, 50, 75, 100, 200, 500, 750, 1000];

    private static readonly double[] bounds2 = [1, 2, 5, 7, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100, 200, 300, 400, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000];

    /// <summary>Selects the counters of the targets that some matchers pick.</summary>
    public static string Counters(string matchers) => $$"""{__name__=~"{{Requests3}}|{{Requests2}}|{{RequestTime3}}|{{KongTime3}}|{{Time2}}",type!="upstream",{{matchers}}}""";

    /// <summary>Selects the samples that the server writes at each scrape, whatever came of it.</summary>
    public static string Scrapes(string matchers) => $"up{{{matchers}}}";

    public static bool IsRequests(string name) => name is Requests3 or Requests2;

    /// <summary>Whether the metric has the times of whole requests.</summary>
    public static bool IsRequestTime(string name, string? type) => name is RequestTime3 || (name is Time2 && type is "request");

    /// <summary>Whether the metric has the times in Kong itself.</summary>
    public static bool IsKongTime(string name, string? type) => name is KongTime3 || (name is Time2 && type is "kong");

    /// <summary>Bounds of buckets in milliseconds that every version has under this name. Kong leaves a bucket out until it counts something.</summary>
    public static double[] Bounds(string name) => name switch { RequestTime3 => requestBounds3, KongTime3 => kongBounds3, Time2 => bounds2, _ => [] };
}
