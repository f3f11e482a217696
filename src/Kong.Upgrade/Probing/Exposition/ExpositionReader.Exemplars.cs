namespace Kong.Upgrade.Probing.Exposition;

/// <content>Examples that OpenMetrics lets follow a value.</content>
public ref partial struct ExpositionReader
{
    /// <summary>The labels of the exemplar; none if there is none.</summary>
    public readonly ExpositionLabels ExemplarLabels => HasExemplar ? new(exemplar, exemplarLabels, exemplarLabelCount) : default;

    /// <summary>The value of the exemplar; 0 if there is none.</summary>
    public readonly double ExemplarValue => HasExemplar ? exemplarValue : 0;

    /// <summary>The time of the exemplar in milliseconds since 1970, if it has one.</summary>
    public readonly long? ExemplarTimestampMilliseconds => HasExemplar ? exemplarTimestamp : null;

    private void ReadExemplar(ReadOnlySpan<byte> line, int at)
    {
        at = ExpositionText.Blanks(line, at);
        if (at >= line.Length || line[at] != '{') throw Wrong(line, at, "'{'");
        exemplar = line;
        (exemplarLabels, exemplarLabelCount) = (++at, 0);
        while (ReadLabel(line, ref at, out _)) exemplarLabelCount++;
        int start = ExpositionText.Blanks(line, at), end = ExpositionNumber.Read(line, start, out exemplarValue);
        if (end < 0) throw Wrong(line, start, "a number");
        exemplarTimestamp = null;
        at = ExpositionText.Blanks(line, end);
        if (at < line.Length) at = ReadTimestamp(line, at, out exemplarTimestamp);
        if (at < line.Length) throw Wrong(line, at, "the end of the line");
        HasExemplar = true;
    }
}
