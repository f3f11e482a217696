using Kong.Upgrade.Journal;

namespace Kong.Upgrade.Testing.Journal;

/// <summary>A run that ended, as an <see cref="InMemoryJournal"/> kept it when the next began.</summary>
/// <param name="RunId">Its id.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Entries">What was written.</param>
public sealed record ArchivedRun(string RunId, UpgradeOutcome Outcome, IReadOnlyList<JournalEntry> Entries);
