using Kong.Upgrade.Events;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Steps;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Execution;

/// <summary>The way back before the point of no return: traffic first, then every begun step in reverse, under deadlines of its own.</summary>
internal sealed class WayBack(UpgradeRun run, Ending ending)
{
    public async Task<UpgradeReport> GoAsync(UpgradeStep? current, Exception cause)
    {
        // Traffic first, and at once: neither journal nor observers may delay it (I3).
        DateTimeOffset decidedAt = run.Time.GetUtcNow();
        Task<RetreatResult> retreating = HasDiverted ? run.NewRetreat().ToBlueAsync() : Task.FromResult(RetreatResult.NotNeeded);
        JournalException? lost = await run.Journal.TryWriteAsync(JournalMark.Reverting, string.Empty, cause.Message).ConfigureAwait(false);
        RetreatResult retreat = await retreating.ConfigureAwait(false);
        await run.Judge.TrySaveAsync().ConfigureAwait(false);
        if (HasDiverted) await TellAsync(retreat, decidedAt, cause).ConfigureAwait(false);
        if (current is not null) await ending.FailedAsync(current, cause).ConfigureAwait(false);
        if (!retreat.IsInForce) return await ending.HaltAsync(null, new RetreatFailedException(retreat, cause)).ConfigureAwait(false);
        if (lost is not null) return await ending.HaltAsync(null, lost).ConfigureAwait(false);
        return await RevertAsync(cause).ConfigureAwait(false);
    }

    private bool HasDiverted => run.Journal.LastAsked is not null;

    private async Task<UpgradeReport> RevertAsync(Exception cause)
    {
        foreach (UpgradeStep step in run.Plan.Steps.Reverse())
        {
            if (!run.Journal.HasBegun(step.Name)) continue;
            // Stop at the first that cannot be taken back: going on could remove green while something still needs it.
            if (await TryRevertAsync(step).ConfigureAwait(false) is { } error) return await ending.HaltAsync(step, new RevertFailedException(step.Name, error, cause)).ConfigureAwait(false);
        }
        return await ending.RolledBackAsync(cause).ConfigureAwait(false);
    }

    private async Task<Exception?> TryRevertAsync(UpgradeStep step)
    {
        try
        {
            await Deadline.RunAsync($"taking back '{step.Name}'", run.Options.RevertTimeout, run.Time, token => RevertedAsync(step, token), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            return error;
        }
        run.Logger.StepReverted(step.Name);
        await run.TellAsync(new StepReverted(run.RunId, run.Time.GetUtcNow(), step.Name)).ConfigureAwait(false);
        return await run.Journal.TryWriteAsync(JournalMark.Reverted, step.Name, string.Empty).ConfigureAwait(false);
    }

    private async Task<bool> RevertedAsync(UpgradeStep step, CancellationToken cancellationToken)
    {
        await step.RevertAsync(run.Context, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private Task TellAsync(GreenRegressedException regressed)
    {
        run.Logger.GateJudged(regressed.GateName, nameof(ProbeVerdict.Regressed), regressed.Evidence);
        return run.TellAsync(new GateJudged(run.RunId, run.Time.GetUtcNow(), regressed.GateName, new(ProbeVerdict.Regressed, regressed.Evidence)));
    }

    private async Task TellAsync(RetreatResult retreat, DateTimeOffset decidedAt, Exception cause)
    {
        if (retreat.IsInForce) run.Report.Retreated(retreat);
        if (cause is GreenRegressedException regressed) await TellAsync(regressed).ConfigureAwait(false);
        await run.TellAsync(new RetreatStarted(run.RunId, run.Time.GetUtcNow(), cause.Message)).ConfigureAwait(false);
        if (retreat.IsInForce) await new ShareControl(run).TellAsync(TrafficShare.AllBlue).ConfigureAwait(false);
        TimeSpan? last = retreat.IsInForce ? await new LastGreenRequest(run).AfterAsync(decidedAt).ConfigureAwait(false) : null;
        run.Report.LastGreenRequest(last);
        await run.TellAsync(new RetreatEnded(run.RunId, run.Time.GetUtcNow(), retreat.IsInForce, retreat.Duration, last)).ConfigureAwait(false);
    }
}
