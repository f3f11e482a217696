using Kong.Upgrade.Clusters;
using Kong.Upgrade.Freeze;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Steps;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Execution;

/// <summary>Everything that must be seen to hold before the point of no return (I1). What is not seen is refused, not assumed.</summary>
internal sealed class FinishGuard(UpgradeRun run)
{
    /// <summary>Proves all of it, or throws <see cref="FinishRefusedException"/> with what is missing.</summary>
    public async Task<string> ProveAsync(CancellationToken cancellationToken)
    {
        RequireBaked();
        RequireBackup();
        await RequireAllGreenAsync(cancellationToken).ConfigureAwait(false);
        bool isCutShort = await RequireMigratedAsync(cancellationToken).ConfigureAwait(false);
        await RequireFrozenAsync(isCutShort, cancellationToken).ConfigureAwait(false);
        await RequireBlueQuietAsync(cancellationToken).ConfigureAwait(false);
        return $"green has all traffic and was accepted ({run.Journal.Recall(Facts.BakeAccepted)}), blue was quiet for {run.Options.BlueQuietFor}, the backup at {run.Journal.Recall(Facts.BackupLocation)} "
            + $"{(IsBackupProven ? $"is proven (a trial restore took {run.Journal.Recall(Facts.BackupRestoreTime) ?? "an unknown time"})" : "is NOT proven, a risk that was taken")}, the configuration is unchanged";
    }

    private bool IsBackupProven => run.Journal.Recall(Facts.BackupProven) == Facts.Yes;

    private void RequireBaked()
    {
        if (run.Journal.Recall(Facts.BakeAccepted) is null) throw new FinishRefusedException("green was not accepted with all traffic. Run the same plan again, so that it bakes.");
    }

    private void RequireBackup()
    {
        if (!IsBackupProven && !run.Plan.Acknowledges(UpgradeRisk.UnprovenBackup))
            throw new FinishRefusedException("no trial restore proved the backup, and after finish it is the only way back. Use an IBackup that proves itself, or acknowledge UpgradeRisk.UnprovenBackup in the plan.");
    }

    private async Task RequireAllGreenAsync(CancellationToken cancellationToken)
    {
        TrafficShare share = await new ShareControl(run).ReadAsync(cancellationToken).ConfigureAwait(false);
        if (share == TrafficShare.AllBlue) throw new RetreatedElsewhereException(TrafficShare.AllGreen.ToString());
        if (share != TrafficShare.AllGreen) throw new FinishRefusedException($"the balancer gives green {share}, not all traffic. Find out who changed it, then run the same plan again.");
    }

    private async Task RequireFrozenAsync(bool isCutShort, CancellationToken cancellationToken)
    {
        FreezeState freeze = await run.Calls.LookAsync("the freeze", run.Services.Freeze!.CheckAsync, cancellationToken).ConfigureAwait(false);
        string? baseline = run.Journal.Recall(Facts.ConfigurationAfterUp);
        if (!FreezeStep.Protects(run.Plan, freeze.Standing)) throw new FinishRefusedException($"configuration writes are not known to be frozen ({freeze.Standing}). Find out who thawed them and what was written.");
        // 'finish' rewrites rows itself: after it was cut short the fingerprint tells nothing.
        if (!isCutShort && (freeze.ConfigurationFingerprint is null || freeze.ConfigurationFingerprint != baseline))
            throw new FinishRefusedException($"the configuration changed since 'up'{Drift.Where(run.Journal.Recall(Facts.TablesAfterUp), freeze)}: its fingerprint was {baseline ?? "not known"} and is {freeze.ConfigurationFingerprint ?? "not known"}. Find out what was written and by whom; then retreat, or run the plan anew.");
    }

    /// <summary>Whether an earlier 'finish' of this run was cut short: then part of what was pending is done, and the rest must follow.</summary>
    private async Task<bool> RequireMigratedAsync(CancellationToken cancellationToken)
    {
        MigrationState state = await run.Calls.LookAsync("the migration state", run.Services.Migrations!.GetStateAsync, cancellationToken).ConfigureAwait(false);
        if (!state.IsUp) throw new FinishRefusedException($"migrations are new that were not when 'up' ended ({state}). Find out which version of Kong looks at this database.");
        string? left = run.Journal.Recall(Facts.PendingAfterUp);
        if (Facts.Of(state.Pending) == left) return false;
        if (run.IsCommitted && left is not null && state.Pending.All(m => left.Split(' ').Contains(m.ToString()))) return true;
        throw new FinishRefusedException($"other migrations are pending than 'up' left ({state}). Find out who migrated meanwhile.");
    }

    /// <summary>Blue is drained only when it is seen to answer nothing, for a while, without a gap.</summary>
    private async Task RequireBlueQuietAsync(CancellationToken cancellationToken)
    {
        TimeSpan quiet = TimeSpan.Zero, held = TimeSpan.Zero;
        DateTimeOffset from = run.Time.GetUtcNow();
        while (quiet < run.Options.BlueQuietFor)
        {
            await Task.Delay(run.Options.WatchInterval, run.Time, cancellationToken).ConfigureAwait(false);
            ProbeWindow window = new(from, run.Time.GetUtcNow());
            string? seen = await BlueTrafficAsync(window, cancellationToken).ConfigureAwait(false);
            (quiet, held, from) = (seen is null ? quiet + window.Length : TimeSpan.Zero, held + window.Length, window.To);
            if (seen is not null && held >= run.Plan.HoldAtMost + run.Options.BlueQuietFor) throw new FinishRefusedException($"blue is not known to be quiet: {seen}. Find who still sends to it, then run the same plan again.");
        }
    }

    private async Task<string?> BlueTrafficAsync(ProbeWindow window, CancellationToken cancellationToken)
    {
        try
        {
            ProbeReading reading = await run.Calls.LookAsync("the probe", token => run.Services.Probe!.ReadAsync(window, token), cancellationToken).ConfigureAwait(false);
            long requests = reading.Nodes.Where(n => n.Side is ClusterSide.Blue).Sum(n => n.Requests);
            return !reading.CouldLook ? reading.Trouble : requests > 0 ? $"it answered {requests} requests in {window.Length}" : null;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return error.Message;
        }
    }
}
