namespace Kong.Upgrade.Preflight;

/// <summary>Something found before anything was changed. Immutable.</summary>
public sealed class PreflightFinding
{
    /// <summary>How much it matters.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>What was found, with values.</summary>
    public required string What { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Remedy { get; init; }
}
