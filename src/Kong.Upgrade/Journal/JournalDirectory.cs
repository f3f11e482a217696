using System.Globalization;

namespace Kong.Upgrade.Journal;

/// <summary>The directory of a file journal: the run that goes on, and those that ended.</summary>
internal sealed class JournalDirectory(string path, bool flushToDisk)
{
    public string Path => path;

    private string CurrentPath => System.IO.Path.Combine(path, "current.jsonl");

    public JournalLease Lease()
    {
        Directory.CreateDirectory(path);
        return JournalLease.Take(this);
    }

    public RunRecord? Peek()
    {
        JournalContent content = JournalContent.Read(CurrentPath);
        return content.Lines.Count == 0 ? null : content.Record(content.LastFence);
    }

    /// <summary>Goes on with the plan's run, or keeps an ended one under its own name and begins another.</summary>
    public (JournalFile File, RunRecord Record) Current(JournalOpening opening, JournalLease lease)
    {
        JournalContent content = JournalContent.Read(CurrentPath);
        // Somebody may have removed the lock file: the lines know how high the number was.
        if (content.LastFence >= lease.Fence) lease.RaiseTo(content.LastFence + 1);
        long fence = lease.Fence;
        RunRecord past = content.Record(fence);
        if (content.Lines.Count > 0 && IsOver(past, content, opening)) (content, past) = (Archive(past), null!);
        if (content.Lines.Count > 0 && content.PlanFingerprint != opening.PlanFingerprint) throw OtherPlan(content, opening);
        bool isNew = content.Lines.Count == 0;
        RunRecord record = isNew ? new() { RunId = NewRunId(opening), Fence = fence } : past;
        JournalFile file = new(CurrentPath, content.GoodLength, record.RunId, fence, flushToDisk);
        if (isNew) DirectorySync.Flush(path, flushToDisk);
        if (record.Outcome is UpgradeOutcome.Unknown) file.Append(new() { Mark = JournalMark.Opened, At = opening.At, Subject = opening.PlanSummary, Detail = opening.PlanFingerprint });
        return (file, record);
    }

    public JournalException Held(string by) => new(JournalProblem.Held,
        $"The journal in {path} is held by another runner ({by}). One run at a time may work on a Kong database: wait until it ends, or stop it. The lock goes with its process, so never delete files here.");

    /// <summary>Turns what the file system throws into one clear error.</summary>
    public T Guarded<T>(string verb, Func<T> act)
    {
        try
        {
            return act();
        }
        // A write beyond the largest file that the system or a limit allows is an ArgumentOutOfRangeException in .NET.
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentOutOfRangeException)
        {
            throw new JournalException(JournalProblem.Inaccessible, $"Could not {verb} the journal in {path}: {error.Message} Without a journal nothing is done. Make the directory writable for this process, with room on its disk, then run the same plan again; nothing that was written is lost.", error);
        }
    }

    public void Guarded(string verb, Action act) => Guarded(verb, () => { act(); return true; });

    private static bool IsOver(RunRecord past, JournalContent content, JournalOpening opening) =>
        past.Outcome is UpgradeOutcome.RolledBack || (past.Outcome is not UpgradeOutcome.Unknown && content.PlanFingerprint != opening.PlanFingerprint);

    private JournalContent Archive(RunRecord past)
    {
        File.Move(CurrentPath, System.IO.Path.Combine(path, $"{past.RunId}.{past.Outcome}.jsonl"), overwrite: false);
        DirectorySync.Flush(path, flushToDisk);
        return JournalContent.Empty;
    }

    private static string NewRunId(JournalOpening opening) =>
        string.Create(CultureInfo.InvariantCulture, $"{opening.At.UtcDateTime:yyyyMMdd-HHmmss}-{Guid.NewGuid().ToString("n")[..6]}");

    private JournalException OtherPlan(JournalContent content, JournalOpening opening) => new(JournalProblem.OtherPlan,
        $"The journal in {path} belongs to an unfinished run of another plan: {content.PlanSummary}. The plan asked for is {opening.PlanSummary}. "
        + "Run the plan that was begun until it ends (cancel it to go back), or name another directory if this is another Kong database. Nothing was touched.");
}
