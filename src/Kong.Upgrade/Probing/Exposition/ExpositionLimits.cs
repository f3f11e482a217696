namespace Kong.Upgrade.Probing.Exposition;

/// <summary>How much of an exposition is taken before it is refused: a node must not be able to fill this process's memory.</summary>
/// <param name="LineBytes">The longest line with its end, in bytes.</param>
/// <param name="TextBytes">The longest text in bytes.</param>
internal sealed record ExpositionLimits(int LineBytes, long TextBytes)
{
    /// <summary>A line of 64 KiB and a text of 256 MiB: a node with 2,000 routes answers with about 10 MiB.</summary>
    public static ExpositionLimits Default { get; } = new(1 << 16, 1L << 28);
}
