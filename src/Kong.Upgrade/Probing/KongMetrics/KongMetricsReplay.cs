using System.Globalization;

namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>Makes readings of scrapes, wherever they come from: what <see cref="KongMetricsProbe"/> does with what it fetched, and a way to try a recorded trace. Pure: no I/O, no clock. For one thread at a time.</summary>
/// <remarks>
/// A reading holds what was counted since the last one that saw both clusters, on the bucket bounds that all nodes share. A node that was not seen is blind; when all of one cluster are, nothing was seen, and the
/// next reading holds both intervals, of both clusters alike, unless that cluster's counters have to begin anew meanwhile: then the other's do too. A single node that comes back within three intervals brings what it
/// counted in them.
/// </remarks>
public sealed class KongMetricsReplay
{
    private readonly TimeSpan interval;
    private readonly KongNodeCounters[] nodes;
    private ProbeReading? last;

    /// <summary>Begins with nodes of which nothing is known.</summary>
    /// <param name="options">The nodes, with or without addresses, and the bounds.</param>
    /// <exception cref="ArgumentException">The options do not make sense; the message lists all that is wrong.</exception>
    public KongMetricsReplay(KongMetricsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Count: > 0 } problems) throw new ArgumentException($"{nameof(KongMetricsOptions)}: {string.Join(" ", problems)}", nameof(options));
        (interval, nodes) = (options.Interval, [.. options.Nodes.Select(node => new KongNodeCounters(node, options))]);
    }

    /// <summary>Makes the reading of one window.</summary>
    /// <param name="window">The window, which follows the one before; the same again is answered alike.</param>
    /// <param name="scrapes">What came in it: of each node one scrape or none; of several the last one decides whether the node was seen.</param>
    /// <returns>The reading.</returns>
    public ProbeReading Read(ProbeWindow window, IReadOnlyList<KongScrape> scrapes)
    {
        ArgumentNullException.ThrowIfNull(scrapes);
        return last?.Window == window ? last : last = Compared(window, scrapes);
    }

    /// <summary>Replays a trace: a round ends where a node comes again, and gives one reading; a node that has no scrape in it is blind.</summary>
    /// <param name="options">The nodes and the bounds.</param>
    /// <param name="trace">The scrapes of those nodes, oldest first, failed ones too.</param>
    /// <returns>The readings, each made when it is asked for.</returns>
    /// <exception cref="ArgumentException">The options do not make sense.</exception>
    public static IEnumerable<ProbeReading> Run(KongMetricsOptions options, IEnumerable<KongScrape> trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return Rounds(new(options), trace);
    }

    private static IEnumerable<ProbeReading> Rounds(KongMetricsReplay replay, IEnumerable<KongScrape> trace)
    {
        List<KongScrape> round = [];
        DateTimeOffset? from = null;
        foreach (KongScrape scrape in trace)
        {
            if (round.Any(s => s.Side == scrape.Side && s.Node == scrape.Node))
            {
                yield return replay.Read(new(from!.Value, round[^1].At), round);
                (from, round) = (round[^1].At, []);
            }
            from ??= scrape.At - replay.interval;
            round.Add(scrape);
        }
        if (round.Count > 0) yield return replay.Read(new(from!.Value, round[^1].At), round);
    }

    private ProbeReading Compared(ProbeWindow window, IReadOnlyList<KongScrape> scrapes)
    {
        List<BlindNode> blind = [];
        foreach (KongNodeCounters node in nodes)
            if (Advance(node, scrapes) is { } trouble) blind.Add(new(node.Node.Side, node.Node.Name, trouble));
        if (Unseen(blind) is { } unseen) return Missed(window, blind, unseen);
        double[] request = Shared(HistogramKind.Request), kong = Shared(HistogramKind.Kong);
        return ProbeReading.Of(window, [.. nodes.Where(n => !blind.Exists(b => b.Node == n.Node.Name)).SelectMany(n => n.TakeOn(request, kong))], blind);
    }

    private static string? Advance(KongNodeCounters node, IReadOnlyList<KongScrape> scrapes)
    {
        string? trouble = node.Miss("it was not scraped");
        foreach (KongScrape scrape in scrapes)
            if (scrape.Side == node.Node.Side && scrape.Node == node.Node.Name) trouble = scrape.Trouble is { } none ? node.Miss(none) : node.Advance(scrape.At, scrape.Body.Span);
        return trouble;
    }

    private string? Unseen(List<BlindNode> blind)
    {
        string[] unseen = [.. nodes.GroupBy(n => n.Node.Side).Where(side => side.All(n => blind.Exists(b => b.Node == n.Node.Name))).Select(side =>
            string.Create(CultureInfo.InvariantCulture, $"none of {side.Key}'s {side.Count()} nodes could be read: {string.Join("; ", blind.Where(b => b.Side == side.Key).Select(b => $"{b.Node}: {b.Trouble}"))}"))];
        return unseen.Length == 0 ? null : string.Join("; ", unseen);
    }

    private ProbeReading Missed(ProbeWindow window, List<BlindNode> blind, string trouble)
    {
        // Evidence is only what both did in the same seconds: where one side begins anew, the other one does.
        if (nodes.Any(n => n.BeganAnew && blind.Exists(b => b.Node == n.Node.Name))) foreach (KongNodeCounters node in nodes) node.Drop();
        return ProbeReading.CouldNotLook(window, trouble);
    }

    private double[] Shared(HistogramKind kind) => BucketTables.Shared([.. nodes.Select(n => n.Bounds(kind)).OfType<double[]>()]) ?? [];
}
