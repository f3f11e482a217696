namespace Kong.Upgrade.Execution;

/// <summary>Waits for a call no longer than it may take, even when the call ignores its token.</summary>
internal static class Deadline
{
    /// <summary>How long a call that was cancelled may take to end in order before it is left behind.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public static async Task<T> RunAsync<T>(string name, TimeSpan timeout, TimeProvider time, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<T>? answer = null;
        try
        {
            answer = call(stop.Token);
            return answer.IsCompleted ? await answer.ConfigureAwait(false) : await WaitAsync(answer, timeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException) when (answer is not null)
        {
            // It may have come in this very moment: then it is an answer, or a timeout of the call's own.
            if (answer.IsCompleted) return await answer.ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw new StepTimedOutException(name, timeout);
        }
        finally
        {
            if (answer is { IsCompleted: false }) Abandon.Call(stop, answer);
            else stop.Dispose();
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
}
