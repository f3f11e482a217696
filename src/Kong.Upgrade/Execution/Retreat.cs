using Kong.Upgrade.Diagnostics;
using Kong.Upgrade.Traffic;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Execution;

/// <summary>All traffic back to blue. Needs a splitter and a clock and nothing else: neither metrics nor journal nor plan nor green (I3).</summary>
internal sealed class Retreat(IReadOnlyList<ITrafficSplitter> ways, KongUpgradeOptions options, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Asks and looks, one way after the other and again from the first, until one is seen to send everything to blue, or until the time is up. Never throws.</summary>
    public async Task<RetreatResult> ToBlueAsync()
    {
        log.RetreatStarted();
        long start = time.GetTimestamp();
        TimeSpan pause = TimeSpan.FromMilliseconds(100);
        for (int attempt = 1; ; attempt++)
        {
            (ITrafficSplitter? way, string? trouble) = await AttemptAsync(attempt).ConfigureAwait(false);
            TimeSpan took = time.GetElapsedTime(start);
            if (way is not null) return Ended(new(true, took, way == ways[0] ? null : FallbackOf(way, trouble)), attempt);
            if (took >= options.RetreatTimeout) return Ended(new(false, took, trouble), attempt);
            await Task.Delay(pause, time, CancellationToken.None).ConfigureAwait(false);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    /// <summary>The first way that is seen to obey, and what was wrong with the last of those before it.</summary>
    private async Task<(ITrafficSplitter? Way, string? Trouble)> AttemptAsync(int attempt)
    {
        string? trouble = null;
        foreach (ITrafficSplitter way in ways)
        {
            string? refused = await AttemptAsync(way, attempt).ConfigureAwait(false);
            if (refused is null) return (way, trouble);
            trouble = ways.Count == 1 ? refused : trouble is null ? Named(way, refused) : $"{trouble}; {Named(way, refused)}";
        }
        return (null, trouble);
    }

    private static string Named(ITrafficSplitter way, string trouble) => $"{way.GetType().Name}: {trouble}";

    private static string FallbackOf(ITrafficSplitter way, string? trouble) =>
        $"only {way.GetType().Name}, a fallback, was seen to obey; before it failed {trouble}. Set that balancer to blue by hand";

    private async Task<string?> AttemptAsync(ITrafficSplitter traffic, int attempt)
    {
        Exception? error = await TryAsync(token => traffic.SetShareAsync(TrafficShare.AllBlue, token)).ConfigureAwait(false);
        TrafficShare? inForce = null;
        // The answer may be lost although the balancer obeyed: only what it reads back counts.
        Exception? blind = await TryAsync(async token => inForce = await traffic.GetShareAsync(token).ConfigureAwait(false)).ConfigureAwait(false);
        if (inForce == TrafficShare.AllBlue && blind is null) return null;
        string trouble = inForce is { } share ? $"the balancer still gives green {share}" : (blind ?? error)!.Message;
        log.RetreatAttemptFailed(attempt, trouble, error ?? blind);
        return trouble;
    }

    private async Task<Exception?> TryAsync(Func<CancellationToken, Task> call)
    {
        CancellationTokenSource stop = new();
        Task? answer = null;
        try
        {
            answer = call(stop.Token);
            await answer.WaitAsync(options.RetreatAttemptTimeout, time, CancellationToken.None).ConfigureAwait(false);
            return null;
        }
        catch (Exception error)
        {
            if (answer is not { IsCompleted: false }) return error;
            Abandon.Call(stop, answer);
            return new TimeoutException($"the balancer gave no answer within {options.RetreatAttemptTimeout}", error);
        }
    }

    private RetreatResult Ended(RetreatResult result, int attempts)
    {
        UpgradeMeter.Retreated(result.Duration, result.IsInForce);
        if (result.IsInForce) log.RetreatInForce(result.Duration, attempts);
        if (result is { IsInForce: true, Trouble: { } note }) log.RetreatByFallback(note);
        if (!result.IsInForce) log.RetreatFailed(result.Duration, attempts);
        return result;
    }
}
