using System.Globalization;

namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>The memory in which a node keeps its counters. When it is full, counters vanish and start anew without a word (kong-facts 12.7 no. 7).</summary>
internal static class PrometheusDictionary
{
    public const string Remedy = "give it more with nginx_http_lua_shared_dict = prometheus_metrics 50m (the default is 5m) and restart the node, or count at the balancer";

    /// <summary>The part that is used, 0 to 1; <see langword="null"/> when it is not told.</summary>
    public static double? Use(NodeFacts facts) => facts is { DictionaryUsed: { } used, DictionarySize: > 0 and var size } ? used / size : null;

    /// <summary>Why its counters cannot be trusted; <see langword="null"/> when they can.</summary>
    public static string? Trouble(NodeFacts now, NodeFacts? before) =>
        Use(now) >= 1 ? string.Create(CultureInfo.InvariantCulture, $"its prometheus_metrics dictionary is full ({now.DictionaryUsed} of {now.DictionarySize} bytes), so counters vanish and start anew: {Remedy}")
        : now.MetricErrors > before?.MetricErrors ? string.Create(CultureInfo.InvariantCulture, $"it failed to count {now.MetricErrors - before.MetricErrors} times since the last scrape (kong_nginx_metric_errors_total), most likely as its prometheus_metrics dictionary is full: {Remedy}")
        : null;
}
