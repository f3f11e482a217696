using Kong.Upgrade.Journal;

namespace Kong.Upgrade.Execution;

/// <summary>An earlier process had turned the run round: it goes on going back.</summary>
internal sealed class TurnedRoundException(RunRecord record)
    : KongUpgradeException(record.Entries.LastOrDefault(e => e.Mark is JournalMark.Reverting) is { } turned ? turned.Detail : "an earlier process turned the run round");
