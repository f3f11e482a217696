namespace Kong.Upgrade.Simulation.Database;

/// <summary>
/// The part of Kong's database that <c>kong migrations</c> works on: the rows of <c>schema_meta</c> and the one row of <c>locks</c>.
/// Every call is one step that happens whole or not at all, seen at once by every other process that uses the same store; nothing spans two calls.
/// Implementations are safe for concurrent use and report trouble as <see cref="SchemaStoreException"/>.
/// </summary>
public interface ISchemaStore : IAsyncDisposable
{
    /// <summary>Proves that the store answers. Every command does this first.</summary>
    /// <exception cref="SchemaStoreException">It does not answer; the message is Kong's.</exception>
    Task ConnectAsync(CancellationToken cancellationToken);

    /// <summary>Reads all rows; <see langword="null"/> when the tables do not exist yet.</summary>
    Task<IReadOnlyList<SchemaMetaRow>?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Creates both tables where they are missing. Twice is the same as once.</summary>
    Task BootstrapAsync(CancellationToken cancellationToken);

    /// <summary>Drops everything, the lock included.</summary>
    Task ResetAsync(CancellationToken cancellationToken);

    /// <summary>Writes one migration down. The row is created when the subsystem has none.</summary>
    Task RecordAsync(string subsystem, string migration, MigrationRecord record, CancellationToken cancellationToken);

    /// <summary>Removes an expired lock, then takes the lock when nobody holds it.</summary>
    /// <returns>Whether <paramref name="owner"/> holds it now.</returns>
    Task<bool> TryTakeLockAsync(string owner, TimeSpan timeToLive, CancellationToken cancellationToken);

    /// <summary>Reads the lock unless it is absent or expired.</summary>
    Task<SchemaLock?> ReadLockAsync(CancellationToken cancellationToken);

    /// <summary>Removes the lock if <paramref name="owner"/> holds it.</summary>
    Task ReleaseLockAsync(string owner, CancellationToken cancellationToken);
}
