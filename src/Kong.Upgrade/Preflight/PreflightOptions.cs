namespace Kong.Upgrade.Preflight;

/// <summary>How an evaluation works.</summary>
public sealed class PreflightOptions
{
    /// <summary>How many subjects of one finding are kept; all are counted. 1 to 100,000,000. The default value is 10,000.</summary>
    public int MostSubjects { get; init; } = 10_000;

    /// <summary>Looks for values out of range.</summary>
    /// <returns>What is wrong, a sentence each; empty when nothing.</returns>
    public IReadOnlyList<string> Validate() =>
        MostSubjects is >= 1 and <= 100_000_000 ? [] : [$"{nameof(MostSubjects)} is {MostSubjects}; it must be between 1 and 100,000,000."];
}
