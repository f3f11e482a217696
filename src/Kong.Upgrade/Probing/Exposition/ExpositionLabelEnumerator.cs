using System.Runtime.CompilerServices;

namespace Kong.Upgrade.Probing.Exposition;

/// <summary>Goes through the labels of a sample.</summary>
public ref struct ExpositionLabelEnumerator
{
    private readonly ReadOnlySpan<byte> line;
    private readonly LabelPlaces places;
    private readonly bool isPlaced;
    private int left;
    private int index;
    private int name;
    private int nameEnd;
    private int value;
    private int valueEnd;

    internal ExpositionLabelEnumerator(ReadOnlySpan<byte> line, int start, int count)
    {
        this.line = line;
        left = count;
        valueEnd = start - 1;
    }

    internal ExpositionLabelEnumerator(ReadOnlySpan<byte> line, int count, scoped in LabelPlaces places)
    {
        this.line = line;
        left = count;
        this.places = places;
        isPlaced = true;
    }

    /// <summary>The label. Only after <see cref="MoveNext"/> has said that there is one.</summary>
    public readonly ExpositionLabel Current => new(line[name..nameEnd], line[value..valueEnd]);

    /// <summary>Goes to the next label.</summary>
    /// <returns>Whether there was one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext()
    {
        if (left == 0) return false;
        left--;
        if (isPlaced) (name, nameEnd, value, valueEnd) = places[index++];
        else Find();
        return true;
    }

    // The reader has checked all of this.
    private void Find()
    {
        name = valueEnd + 1;
        while (line[name] is (byte)' ' or (byte)'\t' or (byte)',') name++;
        nameEnd = ExpositionText.NameEnd(line, name);
        value = nameEnd + line[nameEnd..].IndexOf((byte)'"') + 1;
        valueEnd = ExpositionText.ValueEnd(line, value);
    }
}
