using System.Globalization;
using Kong.Upgrade.Journal;

namespace Kong.Upgrade.Testing.Journal;

/// <summary>What survives a process: the run that goes on, those that ended, and who holds the lease.</summary>
internal sealed class JournalMemory
{
    private readonly List<ArchivedRun> archive = [];
    private List<JournalEntry> entries = [];
    private object? holder;
    private long fence;
    private int runs;
    private bool isTorn;

    public Lock Gate { get; } = new();

    public IReadOnlyList<JournalEntry> Entries => entries;

    public IReadOnlyList<ArchivedRun> Archive => archive;

    public string? Unwritable { get; set; }

    public bool TearsNext { get; set; }

    public bool IsDamaged { get; set; }

    private string RunId => string.Create(CultureInfo.InvariantCulture, $"run-{runs}");

    public RunRecord Open(object process, JournalOpening opening)
    {
        RequireWritable();
        if (holder is not null) throw new JournalException(JournalProblem.Held, $"The journal in memory is held by another process{(holder == process ? ": this very object" : string.Empty)}. Close it, or let the process die, before another opens it.");
        if (IsDamaged) throw new JournalException(JournalProblem.Corrupt, "An entry of the journal in memory was damaged on purpose. What the run did is not known for sure.");
        DropTorn();
        RunRecord record = Current(opening);
        (holder, fence) = (process, record.Fence);
        if (record.Outcome is UpgradeOutcome.Unknown) entries.Add(new() { Mark = JournalMark.Opened, At = opening.At, Subject = opening.PlanSummary, Detail = opening.PlanFingerprint });
        return record;
    }

    public void Write(object process, JournalEntry entry)
    {
        if (holder != process) throw new JournalException(JournalProblem.LeaseLost, "This process does not hold the journal in memory: it never opened it, or another took it over. Nothing was written.");
        RequireWritable();
        DropTorn();
        entries.Add(entry);
        if (!TearsNext) return;
        (TearsNext, isTorn) = (false, true);
        throw new JournalException(JournalProblem.Inaccessible, "The entry was written in part, as if the disk had failed.");
    }

    public void Close(object process)
    {
        if (holder == process) holder = null;
    }

    /// <summary>Another process takes over without asking, as on a file system whose locks do not reach it.</summary>
    public void TakeOver() => (holder, fence) = (new(), fence + 1);

    public void LetGo() => holder = null;

    private void RequireWritable()
    {
        if (Unwritable is { } reason) throw new JournalException(JournalProblem.Inaccessible, reason);
    }

    private void DropTorn()
    {
        if (isTorn) entries.RemoveAt(entries.Count - 1);
        isTorn = false;
    }

    private RunRecord Current(JournalOpening opening)
    {
        RunRecord past = Past();
        JournalEntry? opened = entries.Find(e => e.Mark is JournalMark.Opened);
        bool isOther = opened is not null && opened.Detail != opening.PlanFingerprint;
        if (past.Outcome is UpgradeOutcome.RolledBack || (past.Outcome is not UpgradeOutcome.Unknown && isOther))
        {
            archive.Add(new(past.RunId, past.Outcome, entries));
            (entries, isOther) = ([], false);
        }
        if (isOther) throw new JournalException(JournalProblem.OtherPlan, $"The journal in memory belongs to an unfinished run of another plan: {opened!.Subject}. The plan asked for is {opening.PlanSummary}. Nothing was touched.");
        if (entries.Count == 0) runs++;
        return Past();
    }

    private RunRecord Past() => new() { RunId = RunId, Fence = fence + 1, Entries = [.. entries] };
}
