using System.Text;
using Kong.Upgrade.Probing.Exposition;

namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>All that one node counts by route. Lines that were seen before are found by their bytes, without looking at their labels.</summary>
internal sealed class SeriesTable
{
    private readonly Dictionary<byte[], SeriesLine> lines = new(new KeyBytes());
    private readonly Dictionary<byte[], SeriesLine>.AlternateLookup<ReadOnlySpan<byte>> byKey;
    private readonly Dictionary<string, HistogramSeries> histograms = [];
    private readonly Dictionary<string, RouteTally> routes = [];
    private readonly List<Series> all = [];
    private readonly BucketSlots requestSlots = new(), kongSlots = new();

    public SeriesTable() => byKey = lines.GetAlternateLookup<ReadOnlySpan<byte>>();

    public IReadOnlyCollection<SeriesLine> Lines => lines.Values;

    public IReadOnlyList<Series> All => all;

    public IReadOnlyCollection<RouteTally> Routes => routes.Values;

    public BucketSlots Slots(HistogramKind kind) => kind is HistogramKind.Kong ? kongSlots : requestSlots;

    public SeriesLine? Find(ReadOnlySpan<byte> key) => byKey.TryGetValue(key, out SeriesLine? line) ? line : null;

    /// <summary>Makes room for a line of a request counter or a histogram.</summary>
    /// <returns>The line, or <see langword="null"/> when its labels are not such a line's.</returns>
    public SeriesLine? Add(MetricFamily family, ReadOnlySpan<byte> key, ExpositionLabels labels)
    {
        SeriesLine? line = family is MetricFamily.Requests ? Counter(key, labels) : Histogram(family, key, labels);
        if (line is not null) lines.Add(key.ToArray(), line);
        return line;
    }

    private SeriesLine? Counter(ReadOnlySpan<byte> key, ExpositionLabels labels)
    {
        // Between 100 and 599, but a service may say anything of three digits.
        if (!labels.TryGetValue("code"u8, out ReadOnlySpan<byte> code) || !int.TryParse(code, out int status)) return null;
        bool isOfService = labels.TryGetValue("source"u8, out ReadOnlySpan<byte> source) && source.SequenceEqual("service"u8);
        return new(key.ToArray()) { Series = Kept(new CounterSeries(Route(labels), status, isOfService)) };
    }

    private SeriesLine? Histogram(MetricFamily family, ReadOnlySpan<byte> key, ExpositionLabels labels)
    {
        HistogramKind kind = family is MetricFamily.KongBucket or MetricFamily.KongCount || (labels.TryGetValue("type"u8, out ReadOnlySpan<byte> type) && type.SequenceEqual("kong"u8)) ? HistogramKind.Kong : HistogramKind.Request;
        bool isBucket = family is MetricFamily.KongBucket or MetricFamily.RequestBucket or MetricFamily.TypedBucket;
        int slot = isBucket ? Slot(kind, labels) : -1;
        return isBucket && slot < 0 ? null : new(key.ToArray()) { Series = Histogram(kind, labels), Slot = slot };
    }

    private int Slot(HistogramKind kind, ExpositionLabels labels) =>
        labels.TryGetValue("le"u8, out ReadOnlySpan<byte> le) && Bound(le) is { } bound ? Slots(kind).Of(bound) : -1;

    private static double? Bound(ReadOnlySpan<byte> le) =>
        le.SequenceEqual("+Inf"u8) ? double.PositiveInfinity
        : double.TryParse(le, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out double bound) && double.IsFinite(bound) ? bound : null;

    /// <summary>The histogram that a bucket or a count belongs to: the one of the same labels.</summary>
    private HistogramSeries Histogram(HistogramKind kind, ExpositionLabels labels)
    {
        StringBuilder id = new(kind is HistogramKind.Kong ? "kong" : "request");
        foreach (ExpositionLabel label in labels)
            if (!label.Name.SequenceEqual("le"u8)) id.Append('\n').Append(Encoding.UTF8.GetString(label.Name)).Append('=').Append(Encoding.UTF8.GetString(label.RawValue));
        if (!histograms.TryGetValue(id.ToString(), out HistogramSeries? series))
            histograms[id.ToString()] = series = Kept(new HistogramSeries(kind, Slots(kind), Route(labels).Of(kind)));
        return series;
    }

    /// <summary>Both clusters give a route the same label: its name, or its id when it has none. Workspaces, which only some versions tell, do not part it (kong-facts 12.7 no. 1). Without a route there is the service.</summary>
    private RouteTally Route(ExpositionLabels labels)
    {
        string name = Label(labels, "route"u8) is { Length: > 0 } route ? route : Label(labels, "service"u8);
        if (!routes.TryGetValue(name, out RouteTally? tally)) routes[name] = tally = new(name, requestSlots, kongSlots);
        return tally;
    }

    private static string Label(ExpositionLabels labels, ReadOnlySpan<byte> name)
    {
        foreach (ExpositionLabel label in labels)
        {
            if (!label.Name.SequenceEqual(name)) continue;
            byte[] value = new byte[label.RawValue.Length];
            return label.TryCopyValue(value, out int length) ? Encoding.UTF8.GetString(value, 0, length) : "";
        }
        return "";
    }

    private T Kept<T>(T series)
        where T : Series
    {
        all.Add(series);
        return series;
    }
}
