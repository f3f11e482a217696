namespace LocalUpgrade.Settings;

/// <summary>A place in the settings file, counted from 1.</summary>
internal readonly record struct Place(int Line, int Column)
{
    public static Place Of(ReadOnlySpan<byte> text, long offset)
    {
        ReadOnlySpan<byte> before = text[..(int)Math.Min(offset, text.Length)];
        return new(before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
    }

    public override string ToString() => $"line {Line}, column {Column}";
}
