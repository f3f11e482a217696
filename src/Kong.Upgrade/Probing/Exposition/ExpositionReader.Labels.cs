namespace Kong.Upgrade.Probing.Exposition;

/// <content>Labels.</content>
public ref partial struct ExpositionReader
{
    /// <summary>The labels of a sample; none for other tokens.</summary>
    public readonly ExpositionLabels Labels => Token == ExpositionToken.Sample ? new(sample, labelsStart, labelCount, places) : default;

    /// <summary>Where to go on in a line that starts like the one before: at the last label that starts in what is the same.</summary>
    private readonly int Known(ReadOnlySpan<byte> line)
    {
        if (placed == 0) return -1;
        int same = line.CommonPrefixLength(sample), known = placed - 1;
        while (known >= 0 && places[known].NameStart > same) known--;
        return known;
    }

    /// <summary>Reads labels into the places.</summary>
    /// <param name="line">The whole line.</param>
    /// <param name="at">Where a label or the brace stands.</param>
    /// <param name="count">How many labels stand before.</param>
    /// <returns>Behind the brace.</returns>
    private int ReadLabels(ReadOnlySpan<byte> line, int at, int count)
    {
        bool hasPlaces = line.Length <= LabelPlace.LongestLine;
        placed = 0;
        while (ReadLabel(line, ref at, out LabelPlace place))
        {
            if (count < LabelPlaces.Length) places[count] = place;
            count++;
        }
        sample = line;
        labelCount = count;
        placed = hasPlaces ? Math.Min(count, LabelPlaces.Length) : 0;
        return at;
    }

    /// <summary>Reads one label and what separates it from the next.</summary>
    /// <returns>Whether there was one; if not, the brace was passed.</returns>
    private readonly bool ReadLabel(ReadOnlySpan<byte> line, ref int at, out LabelPlace place)
    {
        int name = ExpositionText.Blanks(line, at), end = ExpositionText.NameEnd(line, name);
        place = default;
        if (end == name) return !EndLabels(line, name, ref at);
        int start = ExpositionText.Blanks(line, end);
        if (start >= line.Length || line[start] != '=') throw Wrong(line, start, "'='");
        start = ExpositionText.Blanks(line, start + 1);
        if (start >= line.Length || line[start] != '"') throw Wrong(line, start, "'\"'");
        int valueEnd = ReadValue(line, ++start);
        place = new(name, end, start, valueEnd);
        at = ExpositionText.Blanks(line, valueEnd + 1);
        if (at >= line.Length || line[at] is not ((byte)',' or (byte)'}')) throw Wrong(line, at, "',' or '}'");
        if (line[at] == ',') at++;
        return true;
    }

    private readonly bool EndLabels(ReadOnlySpan<byte> line, int brace, ref int at)
    {
        if (brace < line.Length && line[brace] == '"') throw WrongName(line, brace);
        if (brace >= line.Length || line[brace] != '}') throw Wrong(line, brace, "the name of a label or '}'");
        at = brace + 1;
        return true;
    }

    /// <summary>Where the value of a label ends.</summary>
    private readonly int ReadValue(ReadOnlySpan<byte> line, int at)
    {
        while (true)
        {
            int length = line[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (length < 0) throw Wrong(line, line.Length, "'\"'");
            at += length;
            if (line[at] == '"') return at;
            at = Escape(line, at);
        }
    }

    private readonly int Escape(ReadOnlySpan<byte> line, int at)
    {
        bool isKnown = at + 1 < line.Length && line[at + 1] is (byte)'\\' or (byte)'"' or (byte)'n';
        if (!isKnown && !isOpenMetrics) throw Wrong(line, at, "one of the escapes \\\\, \\\" and \\n");
        return at + (isKnown ? 2 : 1);
    }
}
