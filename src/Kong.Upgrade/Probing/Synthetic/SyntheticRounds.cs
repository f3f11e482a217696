namespace Kong.Upgrade.Probing.Synthetic;

/// <summary>Sends at a steady rate while somebody asks: the same request to a node of each side at the same moment.</summary>
internal sealed class SyntheticRounds(SyntheticOptions options, IReadOnlyList<SyntheticNode> blue, IReadOnlyList<SyntheticNode> green, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private long askedAt, round;
    private bool goesOn;

    /// <summary>Notes that somebody asked, and begins if nothing is sent now.</summary>
    /// <returns>Whether it began just now.</returns>
    public bool Ask()
    {
        lock (gate)
        {
            askedAt = time.GetTimestamp();
            if (goesOn) return false;
            goesOn = true;
        }
        _ = SendAsync();
        return true;
    }

    public void Dispose()
    {
        stop.Cancel();
        stop.Dispose();
    }

    private async Task SendAsync()
    {
        CancellationToken token = stop.Token;
        // Counted from the start, so that no pause adds to the next. One that comes too late is left out: nothing is sent in a burst.
        long start = time.GetTimestamp();
        for (long sent = 0; GoesOn(token); sent = Math.Max(sent + 1, (long)(time.GetElapsedTime(start).TotalSeconds * options.RatePerSide)))
        {
            TimeSpan until = TimeSpan.FromSeconds(sent / options.RatePerSide) - time.GetElapsedTime(start);
            if (until > TimeSpan.Zero) await Task.Delay(until, time, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // The caller, who only asked, does not wait for what is late.
            else if (sent > 0) await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            if (!token.IsCancellationRequested) SendRound(round++, token);
        }
    }

    private bool GoesOn(CancellationToken token)
    {
        lock (gate) return goesOn = !token.IsCancellationRequested && time.GetElapsedTime(askedAt) <= options.GoesOnFor;
    }

    /// <summary>Each request goes to each node in turn.</summary>
    private void SendRound(long number, CancellationToken token)
    {
        int request = (int)(number % options.Requests.Count);
        long turn = number / options.Requests.Count;
        _ = blue[(int)(turn % blue.Count)].SendAsync(request, token);
        _ = green[(int)(turn % green.Count)].SendAsync(request, token);
    }
}
