namespace Kong.Upgrade.AdminApi;

/// <summary>Gives out turns at a steady rate; a tenth of a second's turns may be taken at once. Safe for any number of threads.</summary>
internal sealed class RateLimit(int? perSecond, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly long between = perSecond is { } rate ? time.TimestampFrequency / rate : 0;
    private long next = long.MinValue;

    public async ValueTask TakeAsync(CancellationToken cancellationToken)
    {
        if (between == 0) return;
        TimeSpan wait = Reserve();
        if (wait > TimeSpan.Zero) await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
    }

    private TimeSpan Reserve()
    {
        lock (gate)
        {
            long now = time.GetTimestamp(), earliest = now - (time.TimestampFrequency / 10);
            long turn = next < earliest ? earliest : next;
            next = turn + between;
            return turn <= now ? TimeSpan.Zero : time.GetElapsedTime(now, turn);
        }
    }
}
