using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Execution;

/// <summary>One probe of a watch: when it is due, and since when it was not heard.</summary>
internal sealed class ProbeSeat(UpgradeRun run, IMetricsProbe probe, bool isAwaited)
{
    private DateTimeOffset lookedAt = run.Time.GetUtcNow(), askedAt = run.Time.GetUtcNow();
    private Task<ProbeReading>? asking;

    // While there is suspicion each request counts, and so does each that goes by between two looks.
    private TimeSpan? Pace => probe is IPacedProbe paced ? run.Judge.LookAgainWithin is null ? paced.Pace : paced.Pace / 4 : null;

    /// <summary>How long from the last look to the next.</summary>
    public TimeSpan Interval
    {
        get
        {
            TimeSpan interval = Pace ?? run.Judge.LookAgainWithin ?? run.Options.WatchInterval;
            return interval < run.Options.WatchInterval ? interval : run.Options.WatchInterval;
        }
    }

    /// <summary>When the next look is due.</summary>
    public DateTimeOffset DueAt => askedAt + Interval;

    /// <summary>Looks if it is due.</summary>
    /// <returns>What was seen since the last look that succeeded; <see langword="null"/> when it is not due, or when a probe that is not waited for has not answered yet.</returns>
    public async Task<ProbeReading?> LookAsync(bool isForced, CancellationToken cancellationToken)
    {
        DateTimeOffset now = run.Time.GetUtcNow();
        if (asking is null && !isForced && now < DueAt) return null;
        if (asking is null) (askedAt, asking) = (now, ReadAsync(new(lookedAt, now), cancellationToken));
        if (!isAwaited && !asking.IsCompleted) return null;
        ProbeReading reading = await asking.ConfigureAwait(false);
        asking = null;
        // What could not be seen is asked for again: the next window begins where this one did.
        if (reading.CouldLook) lookedAt = reading.Window.To;
        return reading;
    }

    private async Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken)
    {
        try
        {
            return await run.Calls.LookAsync("the probe", token => probe.ReadAsync(window, token), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // Trouble of the probe is not evidence about green (I13).
            return ProbeReading.CouldNotLook(window, error.Message);
        }
    }
}
