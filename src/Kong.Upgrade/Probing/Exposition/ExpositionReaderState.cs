namespace Kong.Upgrade.Probing.Exposition;

/// <summary>What a reader must know to go on in the next block of a text. Its default is the start of a Prometheus text.</summary>
public readonly struct ExpositionReaderState
{
    /// <summary>The start of a text.</summary>
    /// <param name="isOpenMetrics">
    /// Whether the text is OpenMetrics 1.0 (<c>Content-Type: application/openmetrics-text</c>) and not the Prometheus text format 0.0.4 (<c>text/plain</c>). The two give a timestamp different units,
    /// so this is never guessed. The default value is <see langword="false"/>.
    /// </param>
    public ExpositionReaderState(bool isOpenMetrics) => IsOpenMetrics = isOpenMetrics;

    internal ExpositionReaderState(bool isOpenMetrics, long lines, bool hasEnded) => (IsOpenMetrics, LinesRead, HasEnded) = (isOpenMetrics, lines, hasEnded);

    /// <summary>Whether the text is OpenMetrics.</summary>
    public bool IsOpenMetrics { get; }

    /// <summary>How many whole lines were read, blank ones too.</summary>
    public long LinesRead { get; }

    /// <summary>Whether <c># EOF</c> was read. Only OpenMetrics has it.</summary>
    public bool HasEnded { get; }
}
