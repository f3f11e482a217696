namespace Kong.Upgrade.Judging;

/// <summary>Which of a run's probes saw something, and whether it hears of each request by itself.</summary>
/// <param name="Number">From 0; the first is the one that users are seen by.</param>
/// <param name="IsPaced">Whether it is an <see cref="IPacedProbe"/>.</param>
internal readonly record struct JudgedProbe(int Number, bool IsPaced)
{
    /// <summary>Both in one number, as the journal keeps them.</summary>
    public int Kept => (Number << 1) | (IsPaced ? 1 : 0);

    public static JudgedProbe Of(int kept) => new(kept >> 1, (kept & 1) == 1);
}
