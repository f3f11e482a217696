using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Probing.PrometheusServer;

/// <summary>Makes histograms of buckets, with only those bounds that both sides have, so that versions with other buckets can be compared.</summary>
internal sealed class Histograms
{
    private readonly Dictionary<(ClusterSide, string, string?), Dictionary<string, List<CounterSeries>>> groups = [];
    private readonly double[] bounds;

    public Histograms(IEnumerable<ScrapedTarget> targets, Func<CounterSeries, bool> isBucket)
    {
        List<HashSet<double>> layouts = [];
        foreach (ScrapedTarget target in targets)
        {
            CounterSeries[] buckets = [.. target.Series.Where(s => s.Bound is not null && isBucket(s))];
            if (buckets.Length == 0) continue;
            Dictionary<string, List<CounterSeries>>[] own = [.. buckets.GroupBy(b => b.Route).Select(route => Group(target, route))];
            layouts.Add(Layout(buckets, own.SelectMany(o => o.Values)));
        }
        bounds = layouts.Count == 0 ? [] : [.. layouts.Aggregate((all, next) => [.. all.Intersect(next)]).Order()];
    }

    /// <summary>The routes of a node that have a histogram.</summary>
    public LatencyHistogram Of(ClusterSide side, string node, string? route)
    {
        if (!groups.TryGetValue((side, node, route), out Dictionary<string, List<CounterSeries>>? histograms) || bounds is not [.., double.PositiveInfinity]) return LatencyHistogram.Empty;
        long[] counts = new long[bounds.Length];
        long below = 0;
        for (int i = 0; i < bounds.Length; i++)
        {
            // A scrape is not atomic (kong-facts 14 no. 2): a bucket may be behind the one below it.
            long upTo = Math.Max(below, (long)Math.Round(histograms.Values.Sum(h => h.Where(b => b.Bound == bounds[i]).Sum(b => b.Increase))));
            (counts[i], below) = (upTo - below, upTo);
        }
        return below == 0 ? LatencyHistogram.Empty : new(bounds, counts);
    }

    private Dictionary<string, List<CounterSeries>> Group(ScrapedTarget target, IGrouping<string?, CounterSeries> route)
    {
        (ClusterSide, string, string?) key = (target.Side, target.Node, route.Key);
        if (!groups.TryGetValue(key, out Dictionary<string, List<CounterSeries>>? histograms)) groups[key] = histograms = [];
        foreach (IGrouping<string, CounterSeries> histogram in route.GroupBy(b => b.Histogram)) histograms[histogram.Key] = [.. histogram];
        return histograms;
    }

    /// <summary>The bounds that a target's histograms have. Kong leaves out a bucket that has counted nothing: one below the lowest that is there stands at 0, one above it does not exist.</summary>
    private static HashSet<double> Layout(CounterSeries[] buckets, IEnumerable<List<CounterSeries>> histograms)
    {
        HashSet<double> layout = [.. buckets.Select(b => b.Bound!.Value), .. buckets.SelectMany(b => KongMetrics.Bounds(b.Name))];
        foreach (List<CounterSeries> histogram in histograms)
        {
            HashSet<double> present = [.. histogram.Select(b => b.Bound!.Value)];
            double lowest = present.Min();
            layout.RemoveWhere(bound => bound > lowest && !present.Contains(bound));
        }
        return layout;
    }
}
