namespace Kong.Upgrade.Journal;

/// <summary>Who wants to open a journal, and for what. Immutable.</summary>
public sealed class JournalOpening
{
    /// <summary>The plan's <see cref="UpgradePlan.Fingerprint"/>: an unfinished run of another plan must not be opened.</summary>
    public required string PlanFingerprint { get; init; }

    /// <summary>What the plan is, for people.</summary>
    public required string PlanSummary { get; init; }

    /// <summary>The runner's clock.</summary>
    public required DateTimeOffset At { get; init; }
}
