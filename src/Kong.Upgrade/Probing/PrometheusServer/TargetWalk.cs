namespace Kong.Upgrade.Probing.PrometheusServer;

/// <summary>
/// Goes through a target's scrapes in their order and adds up what its counters rose by. Each rise is the difference of two samples that were really scraped, so sums are exact:
/// a counter that fell began anew at 0; one that a successful scrape did not have stood at 0 then; when a scrape has none of a node's counters at what they had come to, the node was
/// restarted and all of them stand at 0. Only where no scrape came before is it unknown what a counter had come to.
/// </summary>
internal sealed class TargetWalk
{
    private readonly ScrapedTarget target;
    private readonly Dictionary<string, double> counters;
    private readonly long start, countAfter;
    private bool isKnown;

    /// <param name="target">The target with its samples.</param>
    /// <param name="memory">What was counted of it before.</param>
    /// <param name="seenFrom">From where on samples were asked for.</param>
    /// <param name="countAfter">Scrapes after this one are counted, when it was not counted before.</param>
    public TargetWalk(ScrapedTarget target, TargetMemory? memory, long seenFrom, long countAfter)
    {
        (this.target, isKnown) = (target, memory is not null);
        start = memory?.Until ?? seenFrom;
        this.countAfter = memory?.Until ?? countAfter;
        counters = memory is null ? [] : new(memory.Counters);
    }

    /// <summary>Whether there was something of which it cannot be told when it was counted.</summary>
    public bool HasUnknownStart { get; private set; }

    /// <exception cref="UpgradeServiceException">Samples cannot be used.</exception>
    public TargetMemory Run()
    {
        Dictionary<long, List<(CounterSeries Series, double Value)>> samples = Samples();
        foreach (RawSample scrape in target.Scrapes.Where(s => s.At > start && s.Value == 1))
            Count(scrape.At, samples.Remove(scrape.At, out List<(CounterSeries, double)>? present) ? present : []);
        // The server commits a scrape's samples together with its 'up': these are of some other origin.
        if (samples.Keys.Any(at => at <= target.Last.At)) throw new UpgradeServiceException($"Prometheus has counters of {target.Node} that belong to none of its scrapes (no 'up' at the time of a sample). Read from a server that scrapes the nodes itself, or one that keeps the times of scrapes.");
        return new(target.Last.At, counters);
    }

    private void Count(long at, List<(CounterSeries Series, double Value)> present)
    {
        if (IsRestart(present)) counters.Clear();
        foreach ((CounterSeries series, double value) in present)
        {
            bool hasBase = counters.TryGetValue(series.Key, out double before);
            if (at > countAfter && (hasBase || isKnown)) series.Increase += value >= before ? value - before : value;
            else if (at > countAfter && value > 0) HasUnknownStart = true;
            counters[series.Key] = value;
        }
        isKnown = true;
    }

    private bool IsRestart(List<(CounterSeries Series, double Value)> present) =>
        counters.Values.Any(value => value > 0) && !present.Any(p => counters.TryGetValue(p.Series.Key, out double before) && before > 0 && p.Value >= before);

    private Dictionary<long, List<(CounterSeries Series, double Value)>> Samples()
    {
        Dictionary<long, List<(CounterSeries, double)>> samples = [];
        foreach (CounterSeries series in target.Series)
            foreach (RawSample sample in series.Samples.Where(s => s.At > start))
            {
                if (!(sample.Value >= 0 && sample.Value < double.PositiveInfinity)) throw new UpgradeServiceException($"Prometheus has {sample.Value} for {series.Name} of {target.Node}, which no counter can be. See what stands between Kong and that value.");
                if (!samples.TryGetValue(sample.At, out List<(CounterSeries, double)>? present)) samples[sample.At] = present = [];
                present.Add((series, sample.Value));
            }
        return samples;
    }
}
