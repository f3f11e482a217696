using System.Text;
using System.Text.Unicode;

namespace Kong.Upgrade.Probing.Exposition;

/// <content>Lines with values.</content>
public ref partial struct ExpositionReader
{
    /// <summary>The value of a sample; 0 for other tokens. To the bit what <see cref="double.Parse(string)"/> makes of it, so infinite if it is too large for a number.</summary>
    public readonly double Value => value;

    /// <summary>The time of a sample in milliseconds since 1970, if it has one. OpenMetrics has seconds, which are rounded to the nearest millisecond.</summary>
    public readonly long? TimestampMilliseconds => timestamp;

    private void ReadSample(ReadOnlySpan<byte> line, int at)
    {
        // Series of one metric stand together and differ only in their last labels: what is as in the line before was checked there.
        int known = Known(line), fresh = known < 0 ? 0 : places[known].NameStart;
        int end = known < 0 ? ReadNameAndLabels(line, at) : ReadLabels(line, fresh, known);
        int start = ExpositionText.Blanks(line, end);
        end = ExpositionNumber.Read(line, start, out value);
        if (end < 0) throw Wrong(line, start, "a number");
        if (end < line.Length) ReadTail(line, ExpositionText.Blanks(line, end));
        if (!Ascii.IsValid(line[fresh..])) CheckUtf8(line);
        Name = line[nameStart..nameEnd];
        Token = ExpositionToken.Sample;
    }

    private int ReadNameAndLabels(ReadOnlySpan<byte> line, int at)
    {
        placed = 0;
        nameStart = at;
        nameEnd = ExpositionText.MetricNameEnd(line, at);
        if (nameEnd == at) throw WrongName(line, at);
        int next = ExpositionText.Blanks(line, nameEnd);
        if (next < line.Length && line[next] == '{') return ReadLabels(line, labelsStart = next + 1, 0);
        if (next == nameEnd) throw Wrong(line, next, "'{' or a blank");
        return next;
    }

    /// <summary>What may follow the value.</summary>
    private void ReadTail(ReadOnlySpan<byte> line, int at)
    {
        if (at < line.Length && (line[at] != '#' || !isOpenMetrics)) at = ReadTimestamp(line, at, out timestamp);
        if (at == line.Length) return;
        if (!isOpenMetrics || line[at] != '#') throw Wrong(line, at, isOpenMetrics ? "an exemplar or the end of the line" : "the end of the line");
        ReadExemplar(line, at + 1);
    }

    private readonly int ReadTimestamp(ReadOnlySpan<byte> line, int at, out long? read)
    {
        int end = ExpositionText.WordEnd(line, at);
        ReadOnlySpan<byte> word = line[at..end];
        if (!(isOpenMetrics ? ExpositionTimestamp.TryReadSeconds(word, out long milliseconds) : ExpositionTimestamp.TryReadMilliseconds(word, out milliseconds)))
            throw Wrong(line, at, isOpenMetrics ? "a timestamp in seconds" : "a timestamp in whole milliseconds");
        read = milliseconds;
        return ExpositionText.Blanks(line, end);
    }

    private readonly void CheckUtf8(ReadOnlySpan<byte> line)
    {
        if (Utf8.IsValid(line)) return;
        int at = 0;
        while (Rune.DecodeFromUtf8(line[at..], out _, out int length) == System.Buffers.OperationStatus.Done) at += length;
        throw Wrong(line, at, "UTF-8");
    }
}
