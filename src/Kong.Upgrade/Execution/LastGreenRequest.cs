using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Execution;

/// <summary>After a retreat: looks until green answers nothing any more, so that it is not taken away from under a request, and measures how long that took.</summary>
/// <remarks>Best effort: traffic is on blue already, so nothing here may delay the way back for long or fail it.</remarks>
internal sealed class LastGreenRequest(UpgradeRun run)
{
    // Counts of a worker may come a second late (kong-facts 14 no. 1): one silent look proves little.
    private const int SilentLooks = 2;

    /// <summary>From the decision to the end of the last look in which green had answered; <see langword="null"/> when that could not be seen in time.</summary>
    public async Task<TimeSpan?> AfterAsync(DateTimeOffset decidedAt)
    {
        TimeSpan last = TimeSpan.Zero;
        DateTimeOffset from = decidedAt;
        string seen = "nobody could look";
        for (int silent = 0; silent < SilentLooks;)
        {
            if (run.Time.GetUtcNow() - decidedAt > run.Options.GreenQuietWithin) return NotSeen(seen);
            await Task.Delay(run.Options.WatchInterval, run.Time, CancellationToken.None).ConfigureAwait(false);
            ProbeWindow window = new(from, run.Time.GetUtcNow());
            if (await GreenRequestsAsync(window).ConfigureAwait(false) is not { } requests) continue;
            (from, silent) = (window.To, requests == 0 ? silent + 1 : 0);
            if (requests == 0) continue;
            last = window.To - decidedAt;
            seen = $"it answered {requests} requests in the last {window.Length}";
        }
        return last;
    }

    private TimeSpan? NotSeen(string seen)
    {
        run.Logger.RetreatNotQuiet(run.Options.GreenQuietWithin, seen);
        return null;
    }

    private async Task<long?> GreenRequestsAsync(ProbeWindow window)
    {
        try
        {
            ProbeReading reading = await Deadline.RunAsync("the probe", run.Options.RetreatAttemptTimeout, run.Time, token => run.Services.Probe!.ReadAsync(window, token), CancellationToken.None).ConfigureAwait(false);
            return reading.CouldLook ? reading.Nodes.Where(n => n.Side is ClusterSide.Green).Sum(n => n.Requests) : null;
        }
        catch (Exception error)
        {
            run.Logger.ProbeBlind(error.Message);
            return null;
        }
    }
}
