namespace Kong.Upgrade.Probing.Exposition;

/// <summary>Where a label stands in its line. Small on purpose: eight of them are one cache line.</summary>
internal readonly struct LabelPlace(int nameStart, int nameEnd, int valueStart, int valueEnd)
{
    /// <summary>Lines up to this length can have places.</summary>
    public const int LongestLine = ushort.MaxValue;

    private readonly ushort nameStart = (ushort)nameStart, nameEnd = (ushort)nameEnd, valueStart = (ushort)valueStart, valueEnd = (ushort)valueEnd;

    public int NameStart => nameStart;

    public void Deconstruct(out int name, out int nameEnd, out int value, out int valueEnd) =>
        (name, nameEnd, value, valueEnd) = (nameStart, this.nameEnd, valueStart, this.valueEnd);
}
