using System.Globalization;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Traffic;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Execution;

/// <summary>What this run has written and read: the durable memory behind the engine's decisions.</summary>
internal sealed class RunJournal
{
    private readonly IUpgradeJournal journal;
    private readonly KongUpgradeOptions options;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly Dictionary<string, string> notes = new(StringComparer.Ordinal);
    private readonly HashSet<string> begun = new(StringComparer.Ordinal);
    private readonly HashSet<string> reverted = new(StringComparer.Ordinal);

    public RunJournal(IUpgradeJournal journal, RunRecord record, KongUpgradeOptions options, TimeProvider time, ILogger log)
    {
        (this.journal, this.options, this.time, this.log, Record) = (journal, options, time, log, record);
        foreach (JournalEntry entry in record.Entries) Remember(entry);
    }

    public RunRecord Record { get; }

    /// <summary>The share last asked for and the share last read back, by this or an earlier process.</summary>
    public TrafficShare? LastAsked { get; private set; }

    public TrafficShare? LastInForce { get; private set; }

    /// <summary>A step whose act may have had an effect that this run has not taken back.</summary>
    public bool HasBegun(string step) => begun.Contains(step) && !reverted.Contains(step);

    public string? Recall(string name) => notes.GetValueOrDefault(name);

    public async Task WriteAsync(JournalMark mark, string subject, string detail, CancellationToken cancellationToken)
    {
        JournalEntry entry = new() { Mark = mark, Subject = subject, Detail = detail, At = time.GetUtcNow() };
        // Remembered first: what may be on disk must be treated as being there.
        Remember(entry);
        await Deadline.RunAsync("the journal", options.LookTimeout, time, token => WrittenAsync(journal.WriteAsync(entry, token)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes on the way back, where a broken journal must not stop anything. A lost lease does: it is returned.</summary>
    public async Task<JournalException?> TryWriteAsync(JournalMark mark, string subject, string detail)
    {
        try
        {
            await WriteAsync(mark, subject, detail, CancellationToken.None).ConfigureAwait(false);
            return null;
        }
        catch (Exception error)
        {
            log.JournalUnwritable(mark.ToString(), subject, error);
            return error as JournalException is { Problem: JournalProblem.LeaseLost } lost ? lost : null;
        }
    }

    public static string Text(TrafficShare share) => share.PartsPerMillion.ToString(CultureInfo.InvariantCulture);

    private void Remember(JournalEntry entry)
    {
        switch (entry.Mark)
        {
            case JournalMark.Begun: begun.Add(entry.Subject); reverted.Remove(entry.Subject); break;
            case JournalMark.Reverted: reverted.Add(entry.Subject); break;
            case JournalMark.Noted: notes[entry.Subject] = entry.Detail; break;
            case JournalMark.ShareAsked: LastAsked = Share(entry); break;
            case JournalMark.ShareInForce: LastInForce = Share(entry); break;
        }
    }

    public static TrafficShare Share(JournalEntry entry) => TrafficShare.FromPercent(int.Parse(entry.Detail, CultureInfo.InvariantCulture) / 10_000.0);

    private static async Task<bool> WrittenAsync(Task writing)
    {
        await writing.ConfigureAwait(false);
        return true;
    }
}
