using System.Globalization;

namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>Turns the cumulative counters of one node, scrape after scrape, into what the node did between them. Pure: no I/O, no clock. For one thread at a time.</summary>
/// <remarks>
/// <para>The first scrape is only what the second is compared with. A series that appears later counts from 0 (kong-facts 14 no. 8). One that falls counts from 0 again, and all do when the process is another one: its node_id, version or
/// start differs, nginx's own counts fell, or its workers are others and a counter fell or is gone. A reload keeps counters and is none (kong-facts 12.7 no. 5). What a process counted after its last scrape is lost.</para>
/// <para>A body counts wholly or not at all. What does not count (unreadable, cut short, of another version, lacking series, after more than three and a half intervals, more than nginx answered) is told in a sentence. The half is for scrapes that come late.</para>
/// </remarks>
public sealed class KongNodeCounters
{
    internal const string FirstLook = "this is the first look at its counters; from the next one on there is something to compare with";

    private const int MostForgiven = 3, MostIds = 16, FewRequests = 100;

    private readonly KongMetricsOptions options;
    private readonly SeriesTable table = new();
    private readonly ScrapeReader reader;
    private readonly RequestPace pace = new();
    private readonly MetricGroups groups = new();
    private readonly List<string> ids = [];
    private NodeFacts now = new(), before = new();
    private DateTimeOffset? countedAt;
    private DateTimeOffset? bornAt;
    private int scrape, counted, lacking;

    /// <summary>Counters of a node that was not seen yet.</summary>
    /// <param name="node">The node.</param>
    /// <param name="options">The interval and the bounds; its nodes do not matter. The default value is the defaults.</param>
    public KongNodeCounters(KongMetricsNode node, KongMetricsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(node);
        (Node, this.options) = (node, options ?? new());
        reader = new(table, this.options.MostSeries);
    }

    /// <summary>The node.</summary>
    public KongMetricsNode Node { get; }

    /// <summary>For how long the node has been up at the last scrape that counted: since its process started where the exposition tells (Kong's does not), else since it was seen to begin anew, or was first seen with hardly a request answered.
    /// <see langword="null"/> of a node that was at work already: nobody knows since when.</summary>
    public TimeSpan? Uptime => countedAt - bornAt;

    /// <summary>Whether any scrape counted.</summary>
    internal bool HasCounted => countedAt is not null;

    /// <summary>Takes a scrape.</summary>
    /// <param name="at">When the answer was there. Not before the one before.</param>
    /// <param name="exposition">The body as the node sent it.</param>
    /// <returns><see langword="null"/> when what it adds was counted; else why nothing was.</returns>
    public string? Advance(DateTimeOffset at, ReadOnlySpan<byte> exposition)
    {
        if (at < countedAt) return $"its scrape of {at:O} came after that of {countedAt:O}";
        scrape++;
        BeganAnew = false;
        return reader.Read(exposition, scrape, now) ?? OtherVersion() ?? OtherNode() ?? Compare(at);
    }

    /// <summary>Hands out what was counted since the last call, on the bounds that this node has.</summary>
    /// <returns>One reading for each route that was busy; one of no route with zero counts when none was; empty before anything was counted.</returns>
    public IReadOnlyList<NodeReading> Take() => TakeOn(Bounds(HistogramKind.Request) ?? [], Bounds(HistogramKind.Kong) ?? []);

    /// <summary>Whether the last scrape became what the next is compared with although what it added was not counted.</summary>
    internal bool BeganAnew { get; private set; }

    internal NodeFacts Facts => before;

    internal SeriesTable Series => table;

    internal IReadOnlyList<NodeReading> TakeOn(double[] requestBounds, double[] kongBounds)
    {
        if (countedAt is null) return [];
        NodeReading[] busy = [.. table.Routes.Select(route => route.Reading(Node, Uptime, requestBounds, kongBounds)).OfType<NodeReading>()];
        Drop();
        return busy.Length > 0 ? busy : [new() { Side = Node.Side, Node = Node.Name, Requests = 0, Uptime = Uptime }];
    }

    /// <summary>There was no scrape.</summary>
    internal string Miss(string trouble)
    {
        BeganAnew = false;
        return trouble;
    }

    /// <summary>Forgets what was counted and not handed out.</summary>
    internal void Drop()
    {
        foreach (RouteTally route in table.Routes) route.Clear();
    }

    /// <summary>The bounds of its histograms; <see langword="null"/> while nothing tells them.</summary>
    internal double[]? Bounds(HistogramKind kind) =>
        BucketTables.Of(kind, table.Slots(kind).Sorted(), Node.Version ?? (KongVersion.TryParse(before.Version, out KongVersion? told) ? told : null));

    private string? OtherVersion() =>
        Node.Version is { } expected && now.Version is { } told && !(KongVersion.TryParse(told, out KongVersion? version) && version == expected)
            ? $"it says that it is Kong {told} (kong_node_info) but {expected} was expected of {Node.Side}: find out which node answers at this address" : null;

    // A process that was followed by another does not come back.
    private string? OtherNode() => now.Id is { } id && id != before.Id && ids.Contains(id)
        ? $"node {id} answers in turn with others: several nodes stand behind this address. Name each by its own" : null;

    private string? Compare(DateTimeOffset at)
    {
        int gone = counted == 0 ? 0 : table.Lines.Count(l => l.CountedIn == counted && l.Scrape != scrape);
        bool isAnother = counted > 0 && (now.AreOfAnotherProcessThan(before) || (now.HaveOtherWorkersThan(before) && (gone > 0 || Shown().Any(s => s.HasFallen))));
        if (gone > 0 && !isAnother && ++lacking < MostForgiven)
            return $"its answer lacks {gone} lines that it had: it is cut short, or counters vanished from a full prometheus_metrics dictionary; {PrometheusDictionary.Remedy}";
        if (isAnother) foreach (Series series in table.All) series.Forget();
        string? trouble = counted == 0 ? First(at) : Gap(at) ?? (lacking >= MostForgiven ? "lines that it had stay away; it is counted anew from here" : null) ?? Excess(at, isAnother);
        Count(at, trouble is not null, isAnother);
        trouble ??= PrometheusDictionary.Trouble(now, isAnother ? null : before);
        trouble = groups.Trouble(now, Shown().Any(s => s is CounterSeries)) is { } none ? trouble ?? none : trouble;
        if (trouble is not null) Drop();
        BeganAnew = trouble is not null;
        (now, before) = (before, now);
        return trouble;
    }

    private IEnumerable<Series> Shown() => table.All.Where(s => s.ShownIn == scrape);

    private string? First(DateTimeOffset at) => now.ProcessStart is { } start && at - DateTimeOffset.UnixEpoch.AddSeconds(start) <= options.LongestGap
        ? null : FirstLook;

    private string? Gap(DateTimeOffset at) => at - countedAt > options.LongestGap + (options.Interval / 2)
        ? string.Create(CultureInfo.InvariantCulture, $"it was not seen for {(at - countedAt)!.Value.TotalSeconds:0.#} s, more than three times the interval of {options.Interval.TotalSeconds:0.#} s: what it counted meanwhile is left out") : null;

    private string? Excess(DateTimeOffset at, bool isAnother)
    {
        if (pace.Most(at, now.Requests, isAnother) is not { } most) return null;
        long requests = 0, kong = 0, request = 0;
        foreach (Series series in table.All)
        {
            if (series.ShownIn != scrape) continue;
            if (series is CounterSeries) requests += series.Gain;
            else if (((HistogramSeries)series).Kind is HistogramKind.Kong) kong += series.Gain;
            else request += series.Gain;
        }
        long worst = Math.Max(requests, Math.Max(kong, request));
        return worst <= most ? null : string.Create(CultureInfo.InvariantCulture, $"its counters rose by {worst} although nginx answered {most:0} requests at most: they show an older past, as when an earlier answer was cut short or another node answers at this address");
    }

    private DateTimeOffset? Born(DateTimeOffset at, bool isAnother) =>
        now.ProcessStart is { } start && DateTimeOffset.UnixEpoch.AddSeconds(start) is var born && born < at ? born : isAnother || now.Requests < FewRequests ? at : null;

    private void Count(DateTimeOffset at, bool asBase, bool isAnother)
    {
        foreach (Series series in table.All)
            if (series.ShownIn == scrape) series.Count(asBase);
        foreach (SeriesLine line in table.Lines)
            if (line.Scrape == scrape) line.CountedIn = scrape;
        pace.Note(at, now.Requests, isAnother);
        if (now.Id is { } id && !ids.Contains(id) && ids.Count < MostIds) ids.Add(id);
        if (counted == 0 || isAnother) bornAt = Born(at, isAnother);
        (countedAt, counted, lacking) = (at, scrape, 0);
    }
}
