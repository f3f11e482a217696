namespace Kong.Upgrade.Simulation.Database;

/// <summary>What the in-memory store and the file store share: each call reads the document, and writes a changed one, alone.</summary>
public abstract class DocumentStore : ISchemaStore, IDeclarativeStore
{
    private readonly TimeProvider _time;

    private protected DocumentStore(TimeProvider time) => _time = time;

    /// <inheritdoc/>
    public virtual Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SchemaMetaRow>?> ReadAsync(CancellationToken cancellationToken) =>
        (await LoadAsync(cancellationToken).ConfigureAwait(false)).Rows;

    /// <inheritdoc/>
    public Task BootstrapAsync(CancellationToken cancellationToken) =>
        ChangeAsync(document => document.Bootstrapped(), cancellationToken);

    /// <inheritdoc/>
    public Task ResetAsync(CancellationToken cancellationToken) =>
        ChangeAsync(_ => SchemaDocument.Empty, cancellationToken);

    /// <inheritdoc/>
    public Task RecordAsync(string subsystem, string migration, MigrationRecord record, CancellationToken cancellationToken) =>
        ChangeAsync(document => document.Recorded(subsystem, migration, record), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> TryTakeLockAsync(string owner, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        bool taken = false;
        await ChangeAsync(Take, cancellationToken).ConfigureAwait(false);
        return taken;

        SchemaDocument Take(SchemaDocument document)
        {
            DateTimeOffset now = _time.GetUtcNow();
            taken = document.LiveLock(now) is null;
            return taken ? document.Locked(owner, now + timeToLive) : document;
        }
    }

    /// <inheritdoc/>
    public async Task<SchemaLock?> ReadLockAsync(CancellationToken cancellationToken) =>
        (await LoadAsync(cancellationToken).ConfigureAwait(false)).LiveLock(_time.GetUtcNow());

    /// <inheritdoc/>
    public Task ReleaseLockAsync(string owner, CancellationToken cancellationToken) =>
        ChangeAsync(document => document.Unlocked(owner), cancellationToken);

    async Task<string?> IDeclarativeStore.ReadAsync(CancellationToken cancellationToken) =>
        (await LoadAsync(cancellationToken).ConfigureAwait(false)).Declarative;

    Task IDeclarativeStore.WriteAsync(string yaml, CancellationToken cancellationToken) =>
        ChangeAsync(document => document with { Declarative = yaml }, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private protected abstract Task<SchemaDocument> LoadAsync(CancellationToken cancellationToken);

    private protected abstract Task ChangeAsync(Func<SchemaDocument, SchemaDocument> change, CancellationToken cancellationToken);
}
