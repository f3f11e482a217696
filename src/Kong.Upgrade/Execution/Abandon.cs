namespace Kong.Upgrade.Execution;

/// <summary>Tells a call to stop without waiting for what it does about it: a callback of somebody else's may throw or block, and must not delay a retreat.</summary>
internal static class Abandon
{
    public static void Call(CancellationTokenSource stop) => _ = CancelThenDisposeAsync(stop);

    /// <summary>Also for a call that nobody awaits any more: its late failure must not surface as an unobserved one.</summary>
    public static void Call(CancellationTokenSource stop, Task answer)
    {
        Call(stop);
        answer.ContinueWith(static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static async Task CancelThenDisposeAsync(CancellationTokenSource stop)
    {
        await stop.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }
}
