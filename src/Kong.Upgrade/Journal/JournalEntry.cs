namespace Kong.Upgrade.Journal;

/// <summary>One fact of a run that must survive a crash. Immutable.</summary>
public sealed class JournalEntry
{
    /// <summary>What it says.</summary>
    public required JournalMark Mark { get; init; }

    /// <summary>When, by the runner's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The step or name it is about; empty when it is about the run.</summary>
    public string Subject { get; init; } = string.Empty;

    /// <summary>More, by kind of mark; never a secret.</summary>
    public string Detail { get; init; } = string.Empty;
}
