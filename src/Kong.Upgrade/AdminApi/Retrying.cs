namespace Kong.Upgrade.AdminApi;

/// <summary>Repeats what may work in a moment, with waits that double.</summary>
internal sealed class Retrying(AdminApiOptions options, TimeProvider time)
{
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Tries until there is no trouble, or trouble that stays, or no attempt is left.</summary>
    public async Task<T> TryAsync<T>(Func<CancellationToken, Task<T>> attempt, Func<T, Trouble?> trouble, CancellationToken cancellationToken)
    {
        TimeSpan wait = options.RetryDelay;
        for (int tried = 1; ; tried++)
        {
            T outcome = await attempt(cancellationToken).ConfigureAwait(false);
            if (trouble(outcome) is not { MayPass: true } passing || tried >= options.Attempts) return outcome;
            await Task.Delay(Bounded(passing.RetryAfter ?? wait), time, cancellationToken).ConfigureAwait(false);
            wait = Bounded(wait * 2);
        }
    }

    private static TimeSpan Bounded(TimeSpan wait) => wait < LongestWait ? wait : LongestWait;
}
