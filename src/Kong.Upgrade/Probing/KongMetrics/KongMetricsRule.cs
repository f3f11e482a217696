using System.Globalization;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Preflight;

namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>
/// Whether the nodes' metrics can carry a verdict: id <c>kong-metrics</c>. Blocking where a node of blue cannot be read, answers as another version, counts no requests for certain, or has a full dictionary; a warning where it may not
/// count requests, tells no latency, where the dictionary is over 80 % full or the routes do not fit, and before an upgrade from 2.8 to 3.x, after which green counts nothing until the plugin is told to (kong-facts 4);
/// information about bounds that differ, missing sources, and nodes of green that are not up yet.
/// </summary>
/// <param name="options">The nodes, as the probe gets them.</param>
/// <param name="routes">How many routes take traffic; <see langword="null"/>, the default, when that is not known: then only the dictionary's present use is looked at.</param>
/// <param name="time">The clock; the system's by default.</param>
/// <exception cref="ArgumentException">The options do not make sense; the message lists all that is wrong.</exception>
public sealed class KongMetricsRule(KongMetricsOptions options, int? routes = null, TimeProvider? time = null) : IPreflightRule
{
    private static readonly KongVersion first3 = KongVersion.Parse("3.0.0");

    private readonly KongMetricsOptions options = Valid(options);

    /// <inheritdoc/>
    public string Id => "kong-metrics";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PreflightFinding>> EvaluateAsync(PreflightFacts facts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(facts);
        IEnumerable<PreflightFinding>[] found = await Task.WhenAll(options.Nodes.Select(node => OfAsync(node, cancellationToken))).ConfigureAwait(false);
        return [.. found.SelectMany(f => f), .. OfVersions(facts.Plan.From, facts.Plan.To)];
    }

    private async Task<IEnumerable<PreflightFinding>> OfAsync(KongMetricsNode node, CancellationToken cancellationToken)
    {
        KongScrape scrape = await new KongScraper(node, options, time ?? TimeProvider.System).ScrapeAsync(cancellationToken).ConfigureAwait(false);
        KongNodeCounters counters = new(node, options);
        string? trouble = scrape.Trouble ?? counters.Advance(scrape.At, scrape.Body.Span);
        if (scrape.Trouble is not null && node.Side is ClusterSide.Green)
            return [Finding.Information($"The metrics of {node.Name} of Green could not be read: {trouble}.", "Nothing to do if green is not up yet; the probe reads it when it is.")];
        if (!counters.HasCounted) return [Finding.Blocking($"The metrics of {node.Name} of {node.Side} could not be read: {trouble}.", "Make GET /metrics of its Status API or Admin API reachable from here, with the prometheus plugin switched on; or watch with another probe.")];
        return [.. MetricsHealth.Findings(node, counters, routes)];
    }

    private static IEnumerable<PreflightFinding> OfVersions(KongVersion from, KongVersion to)
    {
        if (from < first3)
            yield return Finding.Information($"Kong {from} does not tell whether an error came from the service or from Kong itself: all of blue's errors count as the gateway's.", "Use gates that compare both sides' errors, or watch with a probe that knows.");
        if (from < first3 && to >= first3)
            yield return Finding.Warning($"The prometheus plugin of Kong {from} has no status_code_metrics and no latency_metrics; on Kong {to} both are off until they are set, so that green will count no requests.", "Set both on the plugin through green's Admin API once green is up, as the one write that the freeze lets through; or watch with another probe.");
        foreach ((HistogramKind kind, string name) in ((HistogramKind, string)[])[(HistogramKind.Request, "request"), (HistogramKind.Kong, "Kong's own")])
        {
            double[] blue = BucketTables.ByVersion(kind, from), green = BucketTables.ByVersion(kind, to);
            if (!blue.SequenceEqual(green))
                yield return Finding.Information($"Kong {from} and {to} have different buckets of {name} latency; both have {Text(BucketTables.Shared([blue, green])!)} ms.", "Choose limits of latency gates among these.");
        }
    }

    private static string Text(double[] bounds) => string.Join(", ", bounds.Where(double.IsFinite).Select(b => b.ToString(CultureInfo.InvariantCulture)));

    private static KongMetricsOptions Valid(KongMetricsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.FindProblems() is { Count: > 0 } problems ? throw new ArgumentException($"{nameof(KongMetricsOptions)}: {string.Join(" ", problems)}", nameof(options)) : options;
    }
}
