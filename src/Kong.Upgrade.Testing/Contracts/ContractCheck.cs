namespace Kong.Upgrade.Testing.Contracts;

/// <summary>Calls an implementation and compares, for one case.</summary>
internal sealed class ContractCheck(ContractCase contract, TimeSpan patience, CancellationToken stop)
{
    public CancellationToken Stop => stop;

    /// <summary>A call that must succeed in time.</summary>
    public async Task<T> CallAsync<T>(string name, Func<CancellationToken, Task<T>> call)
    {
        try
        {
            return await WithinAsync(name, call, stop).ConfigureAwait(false) is { } answer ? answer : throw Violation($"an answer from {name}", "null");
        }
        catch (Exception error) when (IsUnexpected(error))
        {
            throw Violation($"{name} to succeed", Text(error), error);
        }
    }

    public Task CallAsync(string name, Func<CancellationToken, Task> call) => CallAsync(name, token => AsTrueAsync(call(token)));

    /// <summary>A call that must fail in time with the given error.</summary>
    public async Task<TError> ThrowsAsync<TError>(string name, Func<CancellationToken, Task> call)
        where TError : Exception
    {
        try
        {
            await WithinAsync(name, token => AsTrueAsync(call(token)), stop).ConfigureAwait(false);
        }
        catch (TError expected)
        {
            return expected;
        }
        catch (Exception error) when (IsUnexpected(error))
        {
            throw Violation($"{name} to throw {typeof(TError).Name}", Text(error), error);
        }
        throw Violation($"{name} to throw {typeof(TError).Name}", "that it succeeded");
    }

    /// <summary>A call whose token has fired already: it may still succeed or say that it was cancelled, but must end.</summary>
    public async Task<bool> CancelledAsync(string name, Func<CancellationToken, Task> call)
    {
        try
        {
            return await WithinAsync(name, token => AsTrueAsync(call(token)), new CancellationToken(canceled: true)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception error) when (IsUnexpected(error))
        {
            throw Violation($"{name} with a cancelled token to succeed or to throw OperationCanceledException", Text(error), error);
        }
    }

    public void Equal<T>(string what, T expected, T seen) => That(EqualityComparer<T>.Default.Equals(expected, seen), $"{what} to be {expected}", $"{seen}");

    public void That(bool holds, string expected, string seen)
    {
        if (!holds) throw Violation(expected, seen);
    }

    public void Said(string what, string? text) => That(!string.IsNullOrWhiteSpace(text), $"{what} to say something", text is null ? "null" : "blank text");

    private async Task<T> WithinAsync<T>(string name, Func<CancellationToken, Task<T>> call, CancellationToken token)
    {
        try
        {
            return await call(token).WaitAsync(patience, TimeProvider.System, stop).ConfigureAwait(false);
        }
        catch (TimeoutException error)
        {
            throw Violation($"{name} to end", $"no answer within {patience}", error);
        }
    }

    private static async Task<bool> AsTrueAsync(Task call)
    {
        await call.ConfigureAwait(false);
        return true;
    }

    /// <summary>Neither the verdict itself nor the test being stopped.</summary>
    private bool IsUnexpected(Exception error) => error is not ContractViolationException && !stop.IsCancellationRequested;

    private static string Text(Exception error) => $"{error.GetType().Name}: {error.Message}";

    private ContractViolationException Violation(string expected, string seen, Exception? inner = null) => new(contract, expected, seen, inner);
}
