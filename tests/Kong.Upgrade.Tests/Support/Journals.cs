using Kong.Upgrade.Journal;

namespace Kong.Upgrade.Tests.Support;

/// <summary>What journal tests write and read.</summary>
internal static class Journals
{
    public static JournalOpening Opening(string fingerprint = "f1", string summary = "Kong 3.9.0 to 3.9.1") =>
        new() { PlanFingerprint = fingerprint, PlanSummary = summary, At = ManualTime.Start };

    public static JournalEntry Entry(int number) => Entry(JournalMark.Noted, "n" + number, new string('x', 100));

    public static JournalEntry Entry(JournalMark mark, string subject = "", string detail = "") => new() { Mark = mark, At = ManualTime.Start, Subject = subject, Detail = detail };

    public static JournalEntry Closed(UpgradeOutcome outcome) => Entry(JournalMark.Closed, detail: outcome.ToString());

    public static Task<RunRecord> OpenAsync(this IUpgradeJournal journal, string fingerprint = "f1") => journal.OpenAsync(Opening(fingerprint), CancellationToken.None);

    public static Task WriteAsync(this IUpgradeJournal journal, JournalEntry entry) => journal.WriteAsync(entry, CancellationToken.None);

    public static Task CloseAsync(this IUpgradeJournal journal) => journal.CloseAsync(CancellationToken.None);

    /// <summary>Opens, writes and closes: one process's part of a run.</summary>
    public static async Task<RunRecord> VisitAsync(string directory, string fingerprint, params JournalEntry[] entries)
    {
        using FileUpgradeJournal journal = new(directory, flushToDisk: false);
        RunRecord record = await journal.OpenAsync(fingerprint);
        foreach (JournalEntry entry in entries) await journal.WriteAsync(entry);
        await journal.CloseAsync();
        return record;
    }

    /// <summary>The problem that a call meets.</summary>
    public static async Task<JournalException> ProblemOfAsync(Func<Task> call) => (await call.Should().ThrowAsync<JournalException>()).Which;

    public static IEnumerable<(JournalMark, DateTimeOffset, string, string)> Said(this IEnumerable<JournalEntry> entries) => entries.Select(e => (e.Mark, e.At, e.Subject, e.Detail));
}
