using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Probing.PrometheusServer;

/// <summary>A target of the server: one node, scrape by scrape.</summary>
internal sealed class ScrapedTarget(ClusterSide side, string node, IReadOnlyDictionary<string, string> labels, IReadOnlyList<RawSample> scrapes)
{
    /// <summary>What the server's own default is; too long a guess only makes a missing scrape be missed later.</summary>
    private const long UnknownInterval = 60_000;

    public ClusterSide Side { get; } = side;

    public string Node { get; } = node;

    public IReadOnlyDictionary<string, string> Labels { get; } = labels;

    public string Key { get; } = CounterSeries.KeyOf(labels);

    /// <summary>Each scrape's time, with 1 when it succeeded and 0 when it did not. At least one.</summary>
    public IReadOnlyList<RawSample> Scrapes { get; } = scrapes;

    public List<CounterSeries> Series { get; } = [];

    public RawSample Last => Scrapes[^1];

    /// <summary>Milliseconds between scrapes: as they were told, or the middle one of those seen.</summary>
    public long Interval(TimeSpan? told) =>
        told is { } interval ? (long)interval.TotalMilliseconds
        : Scrapes.Count < 2 ? UnknownInterval
        : Scrapes.Zip(Scrapes.Skip(1), (a, b) => b.At - a.At).Order().ElementAt((Scrapes.Count - 1) / 2);
}
