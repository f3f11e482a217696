using System.Globalization;
using Kong.Upgrade.Preflight;

namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>What one scrape of a node says about how well it counts.</summary>
internal static class MetricsHealth
{
    /// <summary>Requests that a node may answer to administrators and health checks before somebody wonders.</summary>
    private const int Few = 1000;

    private const double AlmostFull = 0.8;

    /// <summary>What a dictionary holds before the first request, and what a route takes in it: recorded; 3.x took 13 to 14 KiB with several statuses, and overflowed at 8 to 11 (kong-facts 12.7 no. 7).</summary>
    private const int Empty = 40960, PerRoute = 14 * 1024, PerRouteOf28 = 22 * 1024;

    /// <summary>From how many routes on the node's own use tells what one takes.</summary>
    private const int Enough = 20;

    public static IEnumerable<PreflightFinding> Findings(KongMetricsNode node, KongNodeCounters counters, int? routes) =>
        [.. Groups(node, counters), .. Dictionary(node, counters), .. Fits(node, counters, routes)];

    private static IEnumerable<PreflightFinding> Groups(KongMetricsNode node, KongNodeCounters counters)
    {
        const string remedy = "Set status_code_metrics and latency_metrics to true in the prometheus plugin (both are off by default from 3.0 on), before the upgrade.";
        NodeFacts facts = counters.Facts;
        bool counts = counters.Series.All.Any(s => s is CounterSeries);
        if (!counts && facts.ShowsTraffic)
            yield return Finding.Blocking($"{node.Name} of {node.Side} shows traffic but counts no requests: status_code_metrics is off.", remedy);
        else if (!counts && facts.Requests > Few)
            yield return Finding.Warning(string.Create(CultureInfo.InvariantCulture, $"{node.Name} of {node.Side} answered {facts.Requests} requests and shows no kong_http_requests_total: status_code_metrics seems to be off."), remedy);
        else if (counts && !counters.Series.All.Any(s => s is HistogramSeries))
            yield return Finding.Warning($"{node.Name} of {node.Side} tells no latency: gates of latency will have nothing to judge by.", remedy);
    }

    private static IEnumerable<PreflightFinding> Dictionary(KongMetricsNode node, KongNodeCounters counters)
    {
        if (PrometheusDictionary.Use(counters.Facts) is not (> AlmostFull and var use)) yield break;
        string what = string.Create(CultureInfo.InvariantCulture, $"The prometheus_metrics dictionary of {node.Name} of {node.Side} is {use * 100:0} % full; when it is full, counters vanish and start anew without a word.");
        yield return use >= 1 ? Finding.Blocking(what, Remedy) : Finding.Warning(what, Remedy);
    }

    private static IEnumerable<PreflightFinding> Fits(KongMetricsNode node, KongNodeCounters counters, int? routes)
    {
        if (routes is not { } expected || counters.Facts is not { DictionarySize: { } size, DictionaryUsed: { } used }) yield break;
        int seen = counters.Series.Routes.Count;
        double perRoute = seen >= Enough ? (used - Empty) / seen : counters.Facts.Version is null && node.Version?.Major is not >= 3 ? PerRouteOf28 : PerRoute;
        double fit = Math.Floor((size - Empty) / Math.Max(1, perRoute));
        if (expected > fit)
            yield return Finding.Warning(string.Create(CultureInfo.InvariantCulture, $"{expected} routes take traffic, but about {fit} fit into the prometheus_metrics dictionary of {node.Name} of {node.Side} ({size} bytes, about {perRoute:0} a route): counters of the others will vanish without a word."), Remedy);
    }

    private static string Remedy => char.ToUpperInvariant(PrometheusDictionary.Remedy[0]) + PrometheusDictionary.Remedy[1..] + ".";
}
