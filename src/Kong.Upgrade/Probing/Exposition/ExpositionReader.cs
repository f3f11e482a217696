namespace Kong.Upgrade.Probing.Exposition;

/// <summary>
/// Reads Prometheus' text format 0.0.4 or OpenMetrics 1.0, forward only and without allocations, line by line. It is to an exposition what <see cref="System.Text.Json.Utf8JsonReader"/> is to JSON:
/// all spans point into the text that it was given, a text may come in blocks, and it is used by one thread.
/// </summary>
/// <remarks>
/// Every sample is checked in full before it is handed out. Lines end in LF or CRLF, the last one may lack it; blank lines, and blanks between the parts of a line, are passed over; a comma may follow the last label.
/// OpenMetrics is narrower there, but nothing of it changes a value, so both are read alike; they differ in timestamps, exemplars, <c># UNIT</c>, <c># EOF</c> (which OpenMetrics must have) and in unknown escapes
/// (which only OpenMetrics allows). A name in quotes is refused, so are <c># HELP</c> and <c># TYPE</c> without what must follow them. Whether a series or a label is there twice is not checked.
/// </remarks>
public ref partial struct ExpositionReader
{
    private readonly ReadOnlySpan<byte> text;
    private readonly bool isFinalBlock;
    private readonly bool isOpenMetrics;
    private long lines;
    private bool hasEnded;
    private int lineStart;
    private int consumed;

    // The sample's parts. All fields stand here: those of a struct have an order.
    private double value;
    private long? timestamp;
    private ReadOnlySpan<byte> exemplar;
    private int exemplarLabels;
    private int exemplarLabelCount;
    private double exemplarValue;
    private long? exemplarTimestamp;

    // The line of the last sample, and what is known of it. Its first places are still true while the next line starts with the same bytes.
    private ReadOnlySpan<byte> sample;
    private LabelPlaces places;
    private int placed;
    private int nameStart;
    private int nameEnd;
    private int labelsStart;
    private int labelCount;

    /// <summary>Reads a text, or the next block of one.</summary>
    /// <param name="text">The block in UTF-8: what the reader of the block before did not consume, and what came since.</param>
    /// <param name="isFinalBlock">
    /// Whether nothing comes after it. If something does, the reader stops before a line that does not end in this block; see <see cref="BytesConsumed"/>. The default value is <see langword="true"/>.
    /// </param>
    /// <param name="state">Where the reader of the block before ended: its <see cref="CurrentState"/>. The default value is the start of a text of Prometheus' text format.</param>
    public ExpositionReader(ReadOnlySpan<byte> text, bool isFinalBlock = true, ExpositionReaderState state = default)
    {
        this.text = text;
        this.isFinalBlock = isFinalBlock;
        isOpenMetrics = state.IsOpenMetrics;
        lines = state.LinesRead;
        hasEnded = state.HasEnded;
    }

    /// <summary>What was read last.</summary>
    public ExpositionToken Token { get; private set; }

    /// <summary>The name of the metric, as this line has it, with a suffix such as <c>_bucket</c>: of a sample, a help, a type or a unit; else empty.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The text of a help (with escapes as they were written), a type (such as <c>counter</c>), a unit or a comment; else empty. The text of a help or a comment may be any bytes.</summary>
    public ReadOnlySpan<byte> RawText { get; private set; }

    /// <summary>Whether the sample has an exemplar. Only OpenMetrics has them.</summary>
    public bool HasExemplar { get; private set; }

    /// <summary>In which line the token stands; the first line of the first block is 1. 0 before the first token.</summary>
    public long LineNumber { get; private set; }

    /// <summary>How many bytes of the block were read: always whole lines. With what is left the next block starts.</summary>
    public readonly long BytesConsumed => consumed;

    /// <summary>How long the line was that was read last, with its end.</summary>
    internal readonly int LineBytes => consumed - lineStart;

    /// <summary>What the reader of the next block must know.</summary>
    public readonly ExpositionReaderState CurrentState => new(isOpenMetrics, lines, hasEnded);

    /// <summary>Reads the next line that is not blank.</summary>
    /// <returns>Whether there was one; <see langword="false"/> at the end of the text, or where a block ends that is not the last.</returns>
    /// <exception cref="ExpositionException">
    /// The line is malformed, or an OpenMetrics text ends without <c># EOF</c> or goes on after it. The line was not consumed: reading on gives the same exception, and what the other members say of it does not count.
    /// </exception>
    public bool Read()
    {
        Forget();
        while (NextLine(out int next) is var line && next > consumed)
        {
            int at = ExpositionText.Blanks(line, 0);
            if (at < line.Length) ReadLine(line, at);
            lines++;
            (lineStart, consumed) = (consumed, next);
            if (at == line.Length) continue;
            LineNumber = lines;
            return true;
        }
        if (isFinalBlock && isOpenMetrics && !hasEnded) throw Missing();
        return false;
    }

    private void ReadLine(ReadOnlySpan<byte> line, int at)
    {
        if (hasEnded) throw Wrong(line, at, "nothing after # EOF");
        if (line[at] == '#') ReadComment(line, at);
        else ReadSample(line, at);
    }

    /// <summary>The next line without its end.</summary>
    /// <param name="next">Where the line after it starts; where this one does if there is none.</param>
    private readonly ReadOnlySpan<byte> NextLine(out int next)
    {
        ReadOnlySpan<byte> rest = text[consumed..];
        int length = rest.IndexOf((byte)'\n');
        next = length >= 0 ? consumed + length + 1 : isFinalBlock ? text.Length : consumed;
        ReadOnlySpan<byte> line = length >= 0 ? rest[..length] : rest;
        return line is [.., (byte)'\r'] ? line[..^1] : line;
    }

    private void Forget()
    {
        Token = ExpositionToken.Unknown;
        Name = RawText = default;
        labelCount = 0;
        value = 0;
        timestamp = null;
        HasExemplar = false;
    }

    private readonly ExpositionException Missing() => new(lines + 1, 1, "# EOF was expected, but the text ends.");

    private readonly ExpositionException Wrong(ReadOnlySpan<byte> line, int at, string expected) =>
        new(lines + 1, at + 1, $"{expected} was expected, but {ExpositionQuote.At(line, at)} stands there.");
}
