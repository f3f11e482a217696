namespace Kong.Upgrade.Probing.Exposition;

/// <summary>A label of a sample. Its spans point into the text that was read.</summary>
public readonly ref struct ExpositionLabel
{
    internal ExpositionLabel(ReadOnlySpan<byte> name, ReadOnlySpan<byte> rawValue)
    {
        Name = name;
        RawValue = rawValue;
    }

    /// <summary>Its name in UTF-8.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>Its value in UTF-8, between the quotes, with escapes as they were written.</summary>
    public ReadOnlySpan<byte> RawValue { get; }

    /// <summary>Whether <see cref="RawValue"/> has escapes; if not, it is the value.</summary>
    public bool HasEscapes => RawValue.Contains((byte)'\\');

    /// <summary>Copies the value without escapes.</summary>
    /// <param name="destination">Where to; as many bytes as <see cref="RawValue"/> has always suffice.</param>
    /// <param name="written">How many bytes the value has; 0 if it did not fit.</param>
    /// <returns>Whether it fitted.</returns>
    public bool TryCopyValue(Span<byte> destination, out int written) => LabelEscapes.TryCopy(RawValue, destination, out written);
}
