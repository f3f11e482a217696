using Kong.Upgrade.Diagnostics;
using Kong.Upgrade.Events;
using Kong.Upgrade.Freeze;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Reporting;
using Kong.Upgrade.Steps;

namespace Kong.Upgrade.Execution;

/// <summary>Tells how steps and runs begin and end: log, events, meter, journal and report in one place.</summary>
internal sealed class Ending(UpgradeRun run)
{
    public async Task BeginAsync()
    {
        run.Logger.RunStarted(run.RunId, run.Plan.ToString(), run.Journal.Record.IsResumed);
        await run.TellAsync(new RunStarted(run.RunId, Now, run.Journal.Record.IsResumed)).ConfigureAwait(false);
    }

    /// <summary>The journal says that the run had completed: nothing is touched.</summary>
    public Task<UpgradeReport> WasCompletedAsync()
    {
        run.IsCommitted = true;
        return EndAsync(UpgradeOutcome.Completed, null, string.Empty, null);
    }

    public async Task SkippedAsync(UpgradeStep current)
    {
        run.Report.Step(current.Name, StepEnding.WasDone, TimeSpan.Zero);
        run.Logger.StepSkipped(current.Name);
        await run.TellAsync(new StepSkipped(run.RunId, Now, current.Name)).ConfigureAwait(false);
    }

    public async Task DoneAsync(UpgradeStep current, TimeSpan duration)
    {
        run.Report.Step(current.Name, StepEnding.Done, duration);
        UpgradeMeter.StepTook(current.Name, duration);
        run.Logger.StepCompleted(current.Name, duration);
        await run.TellAsync(new StepCompleted(run.RunId, Now, current.Name, duration)).ConfigureAwait(false);
    }

    public async Task FailedAsync(UpgradeStep current, Exception error)
    {
        run.Report.Step(current.Name, StepEnding.Failed, TimeSpan.Zero);
        run.Logger.StepFailed(current.Name, error);
        await run.TellAsync(new StepFailed(run.RunId, Now, current.Name, error)).ConfigureAwait(false);
    }

    public Task<UpgradeReport> CompleteAsync() => EndAsync(UpgradeOutcome.Completed, JournalMark.Closed, nameof(UpgradeOutcome.Completed), null);

    public Task<UpgradeReport> RolledBackAsync(Exception cause) => EndAsync(UpgradeOutcome.RolledBack, JournalMark.Closed, nameof(UpgradeOutcome.RolledBack), cause);

    public Task<UpgradeReport> AwaitAsync(ApprovalPendingException pending)
    {
        run.Report.Step(pending.Before, StepEnding.Waiting, TimeSpan.Zero);
        return EndAsync(UpgradeOutcome.AwaitingApproval, JournalMark.Stopped, pending.Message, pending);
    }

    public async Task<UpgradeReport> HaltAsync(UpgradeStep? current, Exception error)
    {
        if (current is not null) await FailedAsync(current, error).ConfigureAwait(false);
        return await EndAsync(UpgradeOutcome.Halted, JournalMark.Stopped, error.Message, error).ConfigureAwait(false);
    }

    private DateTimeOffset Now => run.Time.GetUtcNow();

    private async Task<UpgradeReport> EndAsync(UpgradeOutcome outcome, JournalMark? mark, string detail, Exception? error)
    {
        bool isOurs = error is not JournalException { Problem: JournalProblem.LeaseLost };
        if (mark is { } last && isOurs) await run.Journal.TryWriteAsync(last, string.Empty, detail).ConfigureAwait(false);
        UpgradeReport report = run.Report.End(outcome, error, await FreezeAsync().ConfigureAwait(false), run.IsCommitted, run.Journal.Recall, Now);
        UpgradeMeter.Ended(outcome);
        run.Logger.RunEnded(run.RunId, outcome, report.Headline);
        await run.TellAsync(new RunEnded(run.RunId, Now, report)).ConfigureAwait(false);
        return report;
    }

    /// <summary>The first line must say whether the freeze still stands (I11), so it is looked at and not remembered.</summary>
    private async Task<FreezeStanding> FreezeAsync()
    {
        try
        {
            return (await run.Calls.LookAsync("the freeze", run.Services.Freeze!.CheckAsync, CancellationToken.None).ConfigureAwait(false)).Standing;
        }
        catch (Exception)
        {
            return FreezeStanding.Unknown;
        }
    }
}
