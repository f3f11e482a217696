namespace Kong.Upgrade.Witness;

/// <summary>What a fresh node of blue's version answered on the migrated database. Immutable.</summary>
public sealed class WitnessReport
{
    /// <summary>The verdict; the zero value is that it could not be told.</summary>
    public required WitnessVerdict Verdict { get; init; }

    /// <summary>How many questions were asked.</summary>
    /// <value>0 or more.</value>
    public required int Questions { get; init; }

    /// <summary>Questions whose answers differ from blue's, with both answers; or why nothing could be told. Empty by default; without secrets.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];
}
