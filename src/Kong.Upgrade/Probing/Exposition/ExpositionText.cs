namespace Kong.Upgrade.Probing.Exposition;

/// <summary>Where the small parts of a line end.</summary>
internal static class ExpositionText
{
    /// <summary>Past spaces and tabs.</summary>
    public static int Blanks(ReadOnlySpan<byte> line, int at)
    {
        while ((uint)at < (uint)line.Length && line[at] is (byte)' ' or (byte)'\t') at++;
        return at;
    }

    /// <summary>Past all that is neither space nor tab.</summary>
    public static int WordEnd(ReadOnlySpan<byte> line, int at)
    {
        while ((uint)at < (uint)line.Length && line[at] is not ((byte)' ' or (byte)'\t')) at++;
        return at;
    }

    /// <summary>Past the name of a label: a letter or underscore, then digits too.</summary>
    public static int NameEnd(ReadOnlySpan<byte> line, int at)
    {
        if ((uint)at >= (uint)line.Length || line[at] is >= (byte)'0' and <= (byte)'9') return at;
        while ((uint)at < (uint)line.Length && IsNamePart(line[at])) at++;
        return at;
    }

    /// <summary>Past the name of a metric, which may have colons.</summary>
    public static int MetricNameEnd(ReadOnlySpan<byte> line, int at)
    {
        if ((uint)at >= (uint)line.Length || line[at] is >= (byte)'0' and <= (byte)'9') return at;
        while ((uint)at < (uint)line.Length && (IsNamePart(line[at]) || line[at] == ':')) at++;
        return at;
    }

    /// <summary>The quote that ends a value which was checked before.</summary>
    public static int ValueEnd(ReadOnlySpan<byte> line, int at)
    {
        while (true)
        {
            at += line[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (line[at] == '"') return at;
            at += 2;
        }
    }

    private static bool IsNamePart(byte b) => (uint)((b | 0x20) - 'a') <= 'z' - 'a' || (uint)(b - '0') <= 9 || b == '_';
}
