using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Probing.PrometheusServer;

/// <summary>Asks which targets the selectors pick and when they were scraped, and for their counters.</summary>
internal sealed class TargetList(PrometheusServerOptions options, ServerClient client)
{
    /// <summary>A target that was last scraped longer ago is a target no more: as long as Prometheus itself looks back.</summary>
    private static readonly long remembered = (long)TimeSpan.FromMinutes(5).TotalMilliseconds;

    private readonly (ClusterSide Side, string Matchers)[] sides = [(ClusterSide.Blue, options.Blue), (ClusterSide.Green, options.Green)];

    /// <summary>From where on scrapes are looked at for a window.</summary>
    public long From(ProbeWindow window) => window.From.ToUnixTimeMilliseconds() - Math.Max(remembered, 5 * (long)(options.ScrapeInterval ?? TimeSpan.Zero).TotalMilliseconds);

    /// <exception cref="UpgradeServiceException">There is none on a side, or the selectors do not tell sides and nodes apart.</exception>
    public async Task<IReadOnlyList<ScrapedTarget>> AskAsync(ProbeWindow window, CancellationToken cancellationToken)
    {
        List<ScrapedTarget> targets = [];
        long to = window.To.ToUnixTimeMilliseconds();
        foreach ((ClusterSide side, string matchers) in sides)
        {
            IReadOnlyList<RawSeries> answer = await client.SamplesAsync(KongMetrics.Scrapes(matchers), From(window), to, cancellationToken).ConfigureAwait(false);
            ScrapedTarget[] found = [.. answer.Select(series => Target(side, series, to)).OfType<ScrapedTarget>()];
            if (found.Length == 0) throw new UpgradeServiceException($"Prometheus scraped no target of {side} in the last minutes (up{{{matchers}}} has no samples before {window.To:u}). See whether the selector is right, whether its labels are labels of targets, and whether the clocks of the two hosts agree.");
            targets.AddRange(found);
        }
        return targets.GroupBy(t => t.Key).FirstOrDefault(g => g.Count() > 1) is { } both
            ? throw new UpgradeServiceException($"The selectors of blue and of green both pick {both.First().Node} ({both.Key.Replace("\n", ", ", StringComparison.Ordinal)}). Narrow them: a node belongs to one side.") : targets;
    }

    /// <summary>Gives the targets their counters.</summary>
    public async Task AddCountersAsync(IReadOnlyList<ScrapedTarget> targets, long from, long to, CancellationToken cancellationToken)
    {
        foreach ((ClusterSide side, string matchers) in sides)
            foreach (RawSeries series in await client.SamplesAsync(KongMetrics.Counters(matchers), from, to, cancellationToken).ConfigureAwait(false))
                Add(targets.Where(t => t.Side == side), new(series.Metric!, Before(series, to)));
    }

    private static void Add(IEnumerable<ScrapedTarget> targets, CounterSeries series)
    {
        if (series.Samples.Count == 0) return;
        ScrapedTarget target = targets.FirstOrDefault(t => series.BelongsTo(t.Labels))
            ?? throw new UpgradeServiceException($"Prometheus has the counter {series.Key.Replace("\n", ", ", StringComparison.Ordinal)}, which is of none of the scraped targets. Only what the server scrapes from nodes themselves can be counted.");
        if (KongMetrics.IsRequests(series.Name) && series.Status is null) throw new UpgradeServiceException($"{series.Name} of {target.Node} has a series without a status code, so its requests cannot be judged. See whether the server relabels Kong's label 'code'.");
        target.Series.Add(series);
    }

    private ScrapedTarget? Target(ClusterSide side, RawSeries series, long to)
    {
        IReadOnlyList<RawSample> scrapes = Before(series, to);
        if (scrapes.Count == 0) return null;
        Dictionary<string, string> labels = series.Metric!.Where(l => l.Key is not "__name__").ToDictionary(l => l.Key, l => l.Value);
        return labels.TryGetValue(options.NodeLabel, out string? node) && node.Length > 0 ? new(side, node, labels, scrapes)
            : throw new UpgradeServiceException($"A target of {side} has no label '{options.NodeLabel}' to name its node by; it has {string.Join(", ", labels.Keys)}. Name another one as {nameof(options.NodeLabel)}.");
    }

    // A window ends before its last moment.
    private static IReadOnlyList<RawSample> Before(RawSeries series, long to) => [.. (series.Values ?? []).Where(s => s.At < to)];
}
