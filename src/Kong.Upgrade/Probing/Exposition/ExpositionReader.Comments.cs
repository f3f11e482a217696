namespace Kong.Upgrade.Probing.Exposition;

/// <content>Lines that start with #.</content>
public ref partial struct ExpositionReader
{
    private void ReadComment(ReadOnlySpan<byte> line, int at)
    {
        int start = ExpositionText.Blanks(line, at + 1), end = ExpositionText.WordEnd(line, start);
        ReadOnlySpan<byte> word = line[start..end];
        if (word.SequenceEqual("HELP"u8)) ReadAbout(ExpositionToken.Help, line, end);
        else if (word.SequenceEqual("TYPE"u8)) ReadType(line, end);
        else if (isOpenMetrics && word.SequenceEqual("UNIT"u8)) ReadAbout(ExpositionToken.Unit, line, end);
        else if (isOpenMetrics && word.SequenceEqual("EOF"u8) && ExpositionText.Blanks(line, end) == line.Length) (Token, hasEnded) = (ExpositionToken.End, true);
        else
        {
            Token = ExpositionToken.Comment;
            RawText = line[start..];
        }
    }

    private int ReadAbout(ExpositionToken token, ReadOnlySpan<byte> line, int at)
    {
        int name = ExpositionText.Blanks(line, at), end = ExpositionText.MetricNameEnd(line, name), rest = ExpositionText.Blanks(line, end);
        if (end == name) throw WrongName(line, name);
        if (rest == end && end < line.Length) throw Wrong(line, end, "a blank after the metric's name");
        Token = token;
        Name = line[name..end];
        RawText = line[rest..];
        return rest;
    }

    private void ReadType(ReadOnlySpan<byte> line, int at)
    {
        int start = ReadAbout(ExpositionToken.Type, line, at), end = ExpositionText.WordEnd(line, start);
        RawText = line[start..end];
        if (!IsType(RawText)) throw Wrong(line, start, "a type (counter, gauge, histogram, summary, untyped, unknown, info, stateset or gaugehistogram)");
        if (ExpositionText.Blanks(line, end) is var rest && rest < line.Length) throw Wrong(line, rest, "the end of the line");
    }

    private static bool IsType(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("counter"u8) || word.SequenceEqual("gauge"u8) || word.SequenceEqual("histogram"u8) || word.SequenceEqual("summary"u8) || word.SequenceEqual("untyped"u8)
        || word.SequenceEqual("unknown"u8) || word.SequenceEqual("info"u8) || word.SequenceEqual("stateset"u8) || word.SequenceEqual("gaugehistogram"u8);

    private readonly ExpositionException WrongName(ReadOnlySpan<byte> line, int at) =>
        Wrong(line, at, at < line.Length && line[at] is (byte)'"' or (byte)'{' ? "a metric name without quotes (this reader does not know the UTF-8 extension with names in quotes)" : "a metric name");
}
