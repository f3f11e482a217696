using Kong.Upgrade.Journal;

namespace Kong.Upgrade;

/// <summary>Remembers what a run intended and what came about, so that a process killed at any moment can go on.</summary>
/// <remarks>
/// For the implementer: an entry is durable when <see cref="WriteAsync"/> returns, and entries keep their order. There is one runner
/// at a time: while one holds the lease, opening fails with <see cref="JournalProblem.Held"/>; should another take it over all the same, the
/// first one's <see cref="WriteAsync"/> must fail with <see cref="JournalProblem.LeaseLost"/>, because the engine writes before every effect and stops when it cannot.
/// All problems are <see cref="JournalException"/>s. Nothing ever deletes an entry.
/// </remarks>
public interface IUpgradeJournal
{
    /// <summary>Takes the lease and returns what is known of the plan's run; begins a new run when the last one has ended.</summary>
    /// <param name="opening">Who opens, for which plan.</param>
    /// <param name="cancellationToken">The caller no longer waits; the lease is then not held.</param>
    /// <returns>The run. A run that ended <see cref="UpgradeOutcome.Completed"/> is returned as it is, not begun anew.</returns>
    /// <exception cref="JournalException">Held by another runner, of another plan's unfinished run, or not readable.</exception>
    Task<RunRecord> OpenAsync(JournalOpening opening, CancellationToken cancellationToken);

    /// <summary>Writes one entry, durably.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="cancellationToken">The caller no longer waits; the entry may be written.</param>
    /// <returns>A task that ends when the entry would survive a power cut.</returns>
    /// <exception cref="JournalException">Not written, or the lease was lost.</exception>
    Task WriteAsync(JournalEntry entry, CancellationToken cancellationToken);

    /// <summary>Gives the lease back. Does nothing when it is not held.</summary>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>A task that ends when another runner may open.</returns>
    Task CloseAsync(CancellationToken cancellationToken);
}
