namespace Kong.Upgrade.Execution;

/// <summary>Waits for a call no longer than it may take, even when the call ignores its token.</summary>
internal static class Deadline
{
    /// <summary>How long a call that was cancelled may take to end in order before it is left behind.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public static async Task<T> RunAsync<T>(string name, TimeSpan timeout, TimeProvider time, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<T> answer = call(stop.Token);
        if (answer.IsCompleted) return await answer.ConfigureAwait(false);
        try
        {
            return await WaitAsync(answer, timeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!answer.IsCompleted)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            LeaveBehind(answer);
            cancellationToken.ThrowIfCancellationRequested();
            throw new StepTimedOutException(name, timeout);
        }
    }

    private static async Task<T> WaitAsync<T>(Task<T> answer, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled) return await answer.WaitAsync(timeout, time, CancellationToken.None).ConfigureAwait(false);
        try
        {
            return await answer.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !answer.IsCompleted)
        {
            // Two calls to one system at once are worse than a short wait: let the cancelled one end first.
            return await answer.WaitAsync(Grace, time, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Nobody awaits the call any more: its late failure must not surface as an unobserved one.</summary>
    private static void LeaveBehind(Task answer) =>
        answer.ContinueWith(static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
