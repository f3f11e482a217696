using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>Which nodes of Kong are asked for their metrics, and within which bounds. Not to be changed while it is in use.</summary>
public sealed class KongMetricsOptions
{
    private const int MostNodes = 1000;

    /// <summary>The nodes of both clusters; at least one of each. Nodes that are not up yet may be named: until they answer they are blind.</summary>
    public IReadOnlyList<KongMetricsNode> Nodes { get; set; } = [];

    /// <summary>How often the probe is asked: the same as <see cref="KongUpgradeOptions.WatchInterval"/>. 0.1 s to 1 h. The default value is 1 second.</summary>
    /// <remarks>What a node counted over more than three of these is left out: it could not be compared with what the others did in the same seconds.</remarks>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one scrape may take. 10 ms to 1 min. The default value is 900 milliseconds; measured on real nodes: half take 71 ms, one in a hundred 179 ms (kong-facts 14 no. 10).</summary>
    public TimeSpan ScrapeWithin { get; set; } = TimeSpan.FromMilliseconds(900);

    /// <summary>The largest exposition that is read, in bytes. 1 KiB to 1 GiB. The default value is 64 MiB; 200 routes make about 1 MB (kong-facts 12.7 no. 6).</summary>
    public int MostBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>The most lines of request counters and histograms that are kept for one node. 100 to 10 million. The default value is 1 million: 200 routes make about 10 thousand.</summary>
    public int MostSeries { get; set; } = 1_000_000;

    internal TimeSpan LongestGap => 3 * Interval;

    /// <summary>Finds everything that is wrong.</summary>
    /// <returns>One sentence a problem; empty when the options make sense.</returns>
    public IReadOnlyList<string> Validate() =>
    [
        .. Sides(), .. Nodes.SelectMany(Node), .. Same(),
        .. Range(nameof(Interval), Interval, TimeSpan.FromSeconds(0.1), TimeSpan.FromHours(1)),
        .. Range(nameof(ScrapeWithin), ScrapeWithin, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)),
        .. Range(nameof(MostBytes), MostBytes, 1024, 1024 * 1024 * 1024),
        .. Range(nameof(MostSeries), MostSeries, 100, 10_000_000),
    ];

    /// <summary>As <see cref="Validate"/>, and that every node can be asked.</summary>
    internal IReadOnlyList<string> FindProblems() => [.. Validate(), .. Nodes.Where(n => n.Address is null).Select(n => $"Node {n.Name} has no address whose metrics could be read.")];

    private IEnumerable<string> Sides()
    {
        if (Nodes.Count > MostNodes) yield return $"{nameof(Nodes)} names {Nodes.Count} nodes; at most {MostNodes} are scraped.";
        foreach (ClusterSide side in (ClusterSide[])[ClusterSide.Blue, ClusterSide.Green])
            if (!Nodes.Any(n => n.Side == side)) yield return $"{nameof(Nodes)} names no node of {side}: nothing could be compared.";
    }

    private static IEnumerable<string> Node(KongMetricsNode node)
    {
        if (string.IsNullOrWhiteSpace(node.Name)) yield return "A node has no name.";
        if (node.Side is not (ClusterSide.Blue or ClusterSide.Green)) yield return $"Node {node.Name} is of {node.Side}; it must be of blue or green.";
        if (node.Address is not (null or { IsAbsoluteUri: true, Scheme: "http" or "https" })) yield return $"Node {node.Name} has the address '{node.Address}'; an http or https address is needed.";
    }

    private IEnumerable<string> Same() =>
    [
        .. Nodes.GroupBy(n => n.Name).Where(g => g.Count() > 1).Select(g => $"{g.Count()} nodes are called '{g.Key}'."),
        .. Nodes.Where(n => n.Address is { IsAbsoluteUri: true }).GroupBy(n => n.Endpoint).Where(g => g.Count() > 1).Select(g => $"{string.Join(" and ", g.Select(n => n.Name))} have the same address {g.Key}."),
    ];

    private static IEnumerable<string> Range<T>(string option, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0) yield return $"{option} is {value}; it must be between {least} and {most}.";
    }
}
