namespace Kong.Upgrade.Simulation.Database;

/// <summary>A store that lives as long as this object; share one instance between commands to share a database. Safe for concurrent use.</summary>
public sealed class InMemorySchemaStore : DocumentStore
{
    private readonly Lock _gate = new();
    private SchemaDocument _document = SchemaDocument.Empty;

    /// <summary>Creates an empty store: not bootstrapped, nobody holds the lock.</summary>
    /// <param name="timeProvider">Decides when a lock has expired; the system's clock when null.</param>
    public InMemorySchemaStore(TimeProvider? timeProvider = null)
        : base(timeProvider ?? TimeProvider.System)
    {
    }

    private protected override Task<SchemaDocument> LoadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(_document);
        }
    }

    private protected override Task ChangeAsync(Func<SchemaDocument, SchemaDocument> change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _document = change(_document);
        }

        return Task.CompletedTask;
    }
}
