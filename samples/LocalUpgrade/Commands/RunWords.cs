using Kong.Upgrade;
using Kong.Upgrade.Journal;

namespace LocalUpgrade.Commands;

/// <summary>A run in one line.</summary>
internal static class RunWords
{
    public static string Of(RunRecord? record, string? holder) => record is null ? "none yet" : $"{record.RunId}, {Plan(record)}: {Standing(record)}{(holder is null ? ", nobody works on it" : $", {holder} works on it")}";

    private static string Plan(RunRecord record) => record.Entries.FirstOrDefault(e => e.Mark is JournalMark.Opened)?.Subject ?? "plan unknown";

    private static string Standing(RunRecord record)
    {
        if (record.Outcome is not UpgradeOutcome.Unknown) return $"ended {record.Outcome} at {record.Entries[^1].At:u}";
        string at = record.Entries.LastOrDefault(e => e.Mark is JournalMark.Begun or JournalMark.Committed)?.Subject is { } step ? $" at {step}" : "";
        string way = record.IsCommitted ? "past the point of no return" : record.IsReverting ? "going back" : "going on";
        return $"{way}{at} since {record.Entries[^1].At:u}{(record.Entries[^1] is { Mark: JournalMark.Stopped } stopped ? $", stopped: {stopped.Detail.ReplaceLineEndings(" ")}" : "")}";
    }
}
