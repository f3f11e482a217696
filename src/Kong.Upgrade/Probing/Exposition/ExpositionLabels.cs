namespace Kong.Upgrade.Probing.Exposition;

/// <summary>The labels of a sample in the order in which they were written. They point into the text that was read and stay true after the next <see cref="ExpositionReader.Read"/>.</summary>
public readonly ref struct ExpositionLabels
{
    private readonly ReadOnlySpan<byte> line;
    private readonly LabelPlaces places;
    private readonly int start;
    private readonly bool isPlaced;

    /// <summary>Labels that were checked.</summary>
    /// <param name="line">The whole line.</param>
    /// <param name="start">Where the first may stand, behind the brace.</param>
    /// <param name="count">How many there are.</param>
    internal ExpositionLabels(ReadOnlySpan<byte> line, int start, int count)
    {
        this.line = line;
        this.start = start;
        Count = count;
    }

    /// <summary>Labels whose places are known, if there is room for them.</summary>
    internal ExpositionLabels(ReadOnlySpan<byte> line, int start, int count, scoped in LabelPlaces places)
        : this(line, start, count)
    {
        this.places = places;
        isPlaced = count <= LabelPlaces.Length && line.Length <= LabelPlace.LongestLine;
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>Goes through the labels.</summary>
    /// <returns>Before the first of them.</returns>
    public ExpositionLabelEnumerator GetEnumerator() => isPlaced ? new(line, Count, places) : new(line, start, Count);

    /// <summary>Looks for a label. Nobody checks whether a name is there twice; the first counts.</summary>
    /// <param name="name">Its name in UTF-8.</param>
    /// <param name="raw">Its value, with escapes as they were written; empty if there is no such label.</param>
    /// <returns>Whether there is such a label.</returns>
    public bool TryGetValue(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> raw)
    {
        foreach (ExpositionLabel label in this)
        {
            if (!label.Name.SequenceEqual(name)) continue;
            raw = label.RawValue;
            return true;
        }
        raw = default;
        return false;
    }
}
