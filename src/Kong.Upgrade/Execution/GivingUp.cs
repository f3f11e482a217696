namespace Kong.Upgrade.Execution;

/// <summary>Leaves a call behind that gave no answer in time.</summary>
internal static class GivingUp
{
    /// <summary>Cancels without waiting: callbacks of the call's own may throw or block, and neither may hold up who gave up.</summary>
    public static void GiveUp(this CancellationTokenSource stop, Task call)
    {
        // Disposed only afterwards, for disposing drops callbacks that have not run yet.
        stop.CancelAsync().ContinueWith(static (cancelling, source) => { _ = cancelling.Exception; ((CancellationTokenSource)source!).Dispose(); }, stop, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        // Nobody awaits the call any more: its late failure must not surface as an unobserved one.
        call.ContinueWith(static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
