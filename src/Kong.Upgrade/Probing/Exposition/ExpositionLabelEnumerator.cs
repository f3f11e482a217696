namespace Kong.Upgrade.Probing.Exposition;

/// <summary>Goes through the labels of a sample.</summary>
public ref struct ExpositionLabelEnumerator
{
    private readonly ReadOnlySpan<byte> line;
    private readonly LabelPlaces places;
    private readonly int count;
    private readonly bool isPlaced;
    private int at;
    private int read;

    internal ExpositionLabelEnumerator(ReadOnlySpan<byte> line, int start, int count)
    {
        this.line = line;
        this.count = count;
        at = start;
    }

    internal ExpositionLabelEnumerator(ReadOnlySpan<byte> line, int count, scoped in LabelPlaces places)
    {
        this.line = line;
        this.count = count;
        this.places = places;
        isPlaced = true;
    }

    /// <summary>The label; the default before the first.</summary>
    public ExpositionLabel Current { get; private set; }

    /// <summary>Goes to the next label.</summary>
    /// <returns>Whether there was one.</returns>
    public bool MoveNext()
    {
        if (read == count) return false;
        Current = isPlaced ? places[read].In(line) : Next();
        read++;
        return true;
    }

    // The reader has checked all of this.
    private ExpositionLabel Next()
    {
        while (line[at] is (byte)' ' or (byte)'\t' or (byte)',') at++;
        int name = at, nameEnd = ExpositionText.NameEnd(line, at), value = nameEnd + line[nameEnd..].IndexOf((byte)'"') + 1;
        int valueEnd = ExpositionText.ValueEnd(line, value);
        at = valueEnd + 1;
        return new(line[name..nameEnd], line[value..valueEnd]);
    }
}
