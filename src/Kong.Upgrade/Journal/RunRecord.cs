namespace Kong.Upgrade.Journal;

/// <summary>What a journal knows of a run when it is opened. Immutable.</summary>
public sealed class RunRecord
{
    /// <summary>The run's id; the same in every process that works on the run.</summary>
    public required string RunId { get; init; }

    /// <summary>The number of this opening, higher than that of every earlier one: who has a lower one has lost the lease.</summary>
    public required long Fence { get; init; }

    /// <summary>Everything written so far, oldest first, without this opening. Empty for a new run.</summary>
    public IReadOnlyList<JournalEntry> Entries { get; init; } = [];

    /// <summary>Whether an earlier process began this run.</summary>
    public bool IsResumed => Entries.Count > 0;

    /// <summary>Whether the point of no return may have been passed.</summary>
    public bool IsCommitted => Has(JournalMark.Committed);

    /// <summary>Whether the run had turned round.</summary>
    public bool IsReverting => Has(JournalMark.Reverting);

    /// <summary>How the run ended; <see cref="UpgradeOutcome.Unknown"/> when it has not.</summary>
    public UpgradeOutcome Outcome =>
        Entries.LastOrDefault(e => e.Mark is JournalMark.Closed) is { } closed && Enum.TryParse(closed.Detail, out UpgradeOutcome outcome) ? outcome : UpgradeOutcome.Unknown;

    private bool Has(JournalMark mark) => Entries.Any(e => e.Mark == mark);
}
