using System.Globalization;
using System.Text;
using Kong.Upgrade.Probing.Exposition;

namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>Reads one body into a node's series and facts. They are only noted: a body that turns out broken at its last byte leaves nothing behind but room.</summary>
internal sealed class ScrapeReader(SeriesTable table, int most)
{
    // Counters beyond this are no longer exact in a double.
    private const double Largest = 9e15;

    private SeriesLine? first;

    /// <returns>Why the body cannot be used; <see langword="null"/> when it can.</returns>
    public string? Read(ReadOnlySpan<byte> body, int scrape, NodeFacts facts)
    {
        if (body.IsEmpty) return "its answer is empty";
        if (body[^1] != '\n') return $"its answer of {body.Length} bytes is cut short: the last line has no end";
        facts.Clear();
        try
        {
            return Lines(body, scrape, facts) ?? (facts.IsKong ? null : "its answer holds no metric of Kong's: is this the Status API or the Admin API, and is the prometheus plugin among the node's plugins?");
        }
        catch (ExpositionException broken)
        {
            return $"its answer cannot be read: {broken.Message}";
        }
    }

    private string? Lines(ReadOnlySpan<byte> body, int scrape, NodeFacts facts)
    {
        ExpositionReader reader = new(body);
        SeriesLine? above = null;
        long start = 0;
        for (; reader.Read(); start = reader.BytesConsumed)
        {
            if (reader.Token is not ExpositionToken.Sample) continue;
            ReadOnlySpan<byte> line = body[(int)start..(int)reader.BytesConsumed];
            SeriesLine? expected = above is null ? first : above.Next;
            if (expected?.Starts(line) is not true)
            {
                if (Unexpected(reader, line, facts, out expected) is { } trouble) return trouble;
                if (expected is null) continue;
                if (above is null) first = expected;
                else above.Next = expected;
            }
            if (!(reader.Value is >= 0 and <= Largest)) return $"its answer cannot be read: line {reader.LineNumber} counts {reader.Value.ToString(CultureInfo.InvariantCulture)}";
            if (!expected!.Note(scrape, (long)reader.Value)) return $"its answer cannot be read: line {reader.LineNumber} stands there twice, {Encoding.UTF8.GetString(expected.Key)}}}";
            (above, facts.IsKong) = (expected, true);
            facts.ShowsTraffic |= expected.Series is HistogramSeries;
        }
        return null;
    }

    private string? Unexpected(scoped in ExpositionReader reader, ReadOnlySpan<byte> line, NodeFacts facts, out SeriesLine? found)
    {
        found = null;
        MetricFamily family = FamilyNames.Of(reader.Name);
        facts.IsKong |= family is not (MetricFamily.Other or MetricFamily.ProcessStart);
        if (family is not (>= MetricFamily.Requests and <= MetricFamily.TypedCount))
        {
            FactReader.Read(family, reader.Labels, reader.Value, facts);
            return null;
        }
        if (family is MetricFamily.TypedBucket or MetricFamily.TypedCount && IsOfUpstream(reader.Labels)) return null;
        ReadOnlySpan<byte> key = Key(line, reader.Name, reader.Labels);
        found = table.Find(key);
        if (found is not null) return null;
        if (table.Lines.Count >= most) return $"it counts in more than {most} lines, the most that are kept: raise {nameof(KongMetricsOptions.MostSeries)}, or switch per_consumer off in the prometheus plugin";
        found = table.Add(family, key, reader.Labels);
        return found is null ? $"its answer cannot be read: line {reader.LineNumber} lacks a label that it must have (code or le)" : null;
    }

    // 2.8 has it in the same family as the others.
    private static bool IsOfUpstream(ExpositionLabels labels) => labels.TryGetValue("type"u8, out ReadOnlySpan<byte> type) && !type.SequenceEqual("kong"u8) && !type.SequenceEqual("request"u8);

    /// <summary>A line up to the last label's closing quote.</summary>
    private static ReadOnlySpan<byte> Key(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, ExpositionLabels labels)
    {
        ReadOnlySpan<byte> last = name;
        foreach (ExpositionLabel label in labels) last = label.RawValue;
        line.Overlaps(name, out int start);
        line.Overlaps(last, out int end);
        return last.IsEmpty ? line[start..line.LastIndexOf((byte)'}')] : line[start..(end + last.Length + (labels.Count > 0 ? 1 : 0))];
    }
}
