namespace Kong.Upgrade.Execution;

/// <summary>Tells a call to stop without waiting for what it does about it: a callback of somebody else's must not delay a retreat.</summary>
internal static class Abandon
{
    public static void Call(CancellationTokenSource stop) => _ = CancelThenDisposeAsync(stop);

    private static async Task CancelThenDisposeAsync(CancellationTokenSource stop)
    {
        await stop.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }
}
