namespace Kong.Upgrade.Execution;

/// <summary>How a retreat ended.</summary>
internal readonly record struct RetreatResult(bool IsInForce, TimeSpan Duration, string? Trouble)
{
    /// <summary>The retreat of a run that never diverted anything.</summary>
    public static RetreatResult NotNeeded { get; } = new(true, TimeSpan.Zero, null);
}
