using System.Diagnostics;
using Kong.Upgrade.Diagnostics;
using Kong.Upgrade.Events;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Steps;

namespace Kong.Upgrade.Execution;

/// <summary>The loop: inspect, journal the intent, execute, verify, journal the outcome. Everything else is somebody else's.</summary>
internal sealed class UpgradeEngine
{
    private readonly UpgradeRun run;
    private readonly Inspection inspection;
    private readonly Permission permission;
    private readonly Ending ending;
    private readonly WayBack wayBack;

    public UpgradeEngine(UpgradeRun run)
    {
        this.run = run;
        (inspection, permission, ending) = (new(run), new(run), new(run));
        wayBack = new(run, ending);
    }

    public async Task<UpgradeReport> RunAsync(CancellationToken caller)
    {
        await ending.BeginAsync().ConfigureAwait(false);
        if (run.Journal.Record.IsReverting) return await wayBack.GoAsync(null, new TurnedRoundException(run.Journal.Record)).ConfigureAwait(false);
        foreach (UpgradeStep current in run.Plan.Steps)
        {
            try
            {
                await TakeAsync(current, run.IsCommitted ? CancellationToken.None : caller).ConfigureAwait(false);
            }
            catch (ApprovalPendingException pending) { return await ending.AwaitAsync(pending).ConfigureAwait(false); }
            catch (KongUpgradeException unclear) when (unclear.Halts) { return await ending.HaltAsync(current, unclear).ConfigureAwait(false); }
            catch (Exception error) when (!run.IsCommitted) { return await wayBack.GoAsync(current, error).ConfigureAwait(false); }
            catch (Exception error) { return await ending.HaltAsync(current, error).ConfigureAwait(false); }
        }
        return await ending.CompleteAsync().ConfigureAwait(false);
    }

    private async Task TakeAsync(UpgradeStep current, CancellationToken token)
    {
        bool isFinal = current.Reversibility is Reversibility.PassesPointOfNoReturn;
        if (await inspection.LookAsync(current, token).ConfigureAwait(false) is StepState.Done)
        {
            run.IsCommitted |= isFinal;         // finish found done: blue cannot be trusted any more, so there is no way back
            await ending.SkippedAsync(current).ConfigureAwait(false);
            return;
        }
        token.ThrowIfCancellationRequested();   // the last look at the caller's token before the act
        if (isFinal) token = await permission.CommitAsync(current, token).ConfigureAwait(false);
        else await permission.BeginAsync(current, token).ConfigureAwait(false);
        await ActAsync(current, token).ConfigureAwait(false);
    }

    private async Task ActAsync(UpgradeStep current, CancellationToken token)
    {
        long start = run.Time.GetTimestamp();
        using Activity? activity = UpgradeActivities.Step(current.Name);
        run.Logger.StepStarting(current.Name);
        await run.TellAsync(new StepStarting(run.RunId, run.Time.GetUtcNow(), current.Name)).ConfigureAwait(false);
        await current.ExecuteAsync(run.Context, token).ConfigureAwait(false);
        await inspection.VerifyAsync(current, token).ConfigureAwait(false);
        await run.Journal.WriteAsync(JournalMark.Done, current.Name, string.Empty, token).ConfigureAwait(false);
        await ending.DoneAsync(current, run.Time.GetElapsedTime(start)).ConfigureAwait(false);
    }
}
