namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>
/// How many requests a node can have counted since the scrape before, by nginx's own count of all requests: more than that is not this interval's but some process's past, such as that of another node behind
/// the same address, or of series that an earlier scrape lacked.
/// </summary>
internal sealed class RequestPace
{
    private const double Few = 100;

    // Workers tell each other what they counted once a second (kong-facts 14 no. 1).
    private static readonly TimeSpan lag = TimeSpan.FromSeconds(1.5);

    private readonly Queue<(DateTimeOffset At, double Total)> seen = new();
    private double fastest;

    /// <summary>The most that can have been counted; <see langword="null"/> when nginx's count is not told.</summary>
    public double? Most(DateTimeOffset at, double? total, bool isNewProcess)
    {
        if (total is not { } now || seen.Count == 0) return null;
        (DateTimeOffset since, double before) = seen.Peek();
        // A new process cannot have had much longer than the time in which it was not seen.
        return Few + (2 * (isNewProcess ? Math.Min(now, fastest * ((at - seen.Last().At).TotalSeconds + lag.TotalSeconds)) : now - before + (since > at - lag ? now - before : 0)));
    }

    public void Note(DateTimeOffset at, double? total, bool isNewProcess)
    {
        if (total is not { } now) return;
        if (isNewProcess) seen.Clear();
        else if (seen.Count > 0 && seen.Last() is var (then, count) && at > then) fastest = Math.Max(fastest, (now - count) / (at - then).TotalSeconds);
        seen.Enqueue((at, now));
        // The oldest that is kept is the newest that lies before the lag.
        while (seen.Count > 2 && seen.ElementAt(1).At <= at - lag) seen.Dequeue();
    }
}
