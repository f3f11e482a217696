using Kong.Upgrade.Diagnostics;
using Kong.Upgrade.Events;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Execution;

/// <summary>Gives green a share: intent to the journal, then the act, then what the balancer really has (I5, I8).</summary>
internal sealed class ShareControl(UpgradeRun run)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <returns>What the balancer has, which differs from what was asked by no more than it says it may.</returns>
    public async Task<TrafficShare> SetAsync(TrafficShare share, CancellationToken cancellationToken)
    {
        await run.Journal.WriteAsync(JournalMark.ShareAsked, string.Empty, RunJournal.Text(share), cancellationToken).ConfigureAwait(false);
        UpgradeMeter.ShareAsked(share);
        await run.Calls.RepeatableAsync("setting the traffic share", token => run.Services.Traffic!.SetShareAsync(share, token), cancellationToken).ConfigureAwait(false);
        // Also when the answer says so: what the balancer reads back counts, not what a call returned.
        TrafficShare inForce = await ReadUntilAsync(share, cancellationToken).ConfigureAwait(false);
        await run.Journal.WriteAsync(JournalMark.ShareInForce, string.Empty, RunJournal.Text(inForce), cancellationToken).ConfigureAwait(false);
        await TellAsync(inForce).ConfigureAwait(false);
        return inForce;
    }

    public async Task TellAsync(TrafficShare share)
    {
        run.Report.Share(share);
        run.Logger.ShareChanged(share.ToString());
        await run.TellAsync(new ShareChanged(run.RunId, run.Time.GetUtcNow(), share)).ConfigureAwait(false);
    }

    public Task<TrafficShare> ReadAsync(CancellationToken cancellationToken) =>
        run.Calls.LookAsync("reading the traffic share", run.Services.Traffic!.GetShareAsync, cancellationToken);

    private async Task<TrafficShare> ReadUntilAsync(TrafficShare share, CancellationToken cancellationToken)
    {
        long start = run.Time.GetTimestamp();
        for (; ; )
        {
            TrafficShare inForce = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (share.IsGivenBy(inForce, run.Services.Traffic!.Capabilities.Accuracy)) return inForce;
            if (run.Time.GetElapsedTime(start) is var held && held >= run.Plan.HoldAtMost)
                throw new UndecidedException($"green was given {share}, but the balancer has {inForce}", held, run.Plan.WhenUndecided is UndecidedPolicy.Halt);
            await Task.Delay(Pause, run.Time, cancellationToken).ConfigureAwait(false);
        }
    }
}
