using Kong.Upgrade.Simulation.Database;

namespace Kong.Upgrade.Simulation.Command;

/// <summary>Kong's lock between commands (kong-facts 1.5): taken once, never renewed; who only waited for it does nothing afterwards.</summary>
internal sealed class ClusterMutex(ISchemaStore store, TimeProvider time)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly string _owner = Guid.NewGuid().ToString();

    /// <summary>Runs the work as the lock's holder.</summary>
    /// <returns>False when another one held the lock: nothing was done, even if that one is gone by now.</returns>
    public async Task<bool> RunAsync(TimeSpan timeToLive, bool wait, Func<Task> work, CancellationToken cancellationToken)
    {
        if (await store.TryTakeLockAsync(_owner, timeToLive, cancellationToken).ConfigureAwait(false))
        {
            await RunAndReleaseAsync(work).ConfigureAwait(false);
            return true;
        }

        if (wait)
        {
            await WaitForTheOtherAsync(timeToLive, cancellationToken).ConfigureAwait(false);
        }

        return false;
    }

    private async Task RunAndReleaseAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (SimulatedKongKilledException)
        {
            // A killed process cleans nothing up: its row stays until its ttl (kong-facts 12.8).
            throw;
        }
        catch
        {
            await TryReleaseAsync().ConfigureAwait(false);
            throw;
        }

        await store.ReleaseLockAsync(_owner, CancellationToken.None).ConfigureAwait(false);
    }

    // What went wrong first is what the user has to read. With the database gone the row stays until its ttl (kong-facts 12.8 no. 4).
    private async Task TryReleaseAsync()
    {
        try
        {
            await store.ReleaseLockAsync(_owner, CancellationToken.None).ConfigureAwait(false);
        }
        catch (SchemaStoreException)
        {
            // The lock's ttl ends it.
        }
    }

    private async Task WaitForTheOtherAsync(TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        TimeSpan pause = TimeSpan.FromMilliseconds(100);
        for (TimeSpan waited = pause; waited < timeToLive; waited += pause)
        {
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            if (await store.ReadLockAsync(cancellationToken).ConfigureAwait(false) is null)
            {
                return;
            }

            pause = pause * 3 < LongestPause ? pause * 3 : LongestPause;
        }

        throw new SchemaStoreException("timeout");
    }
}
