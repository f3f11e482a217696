namespace Kong.Upgrade.Simulation.Database;

/// <summary>
/// A store in one JSON file, for several processes at once. A writer holds <c>PATH.lock</c> while it reads, changes and replaces the file;
/// the replacement is a flushed temporary file that is renamed over the old one, so a killed writer leaves the old or the new content, never a torn one.
/// </summary>
public sealed class FileSchemaStore : DocumentStore
{
    private readonly SchemaFile _file;

    /// <summary>Opens the store at <paramref name="path"/>; a missing file is an empty database.</summary>
    /// <param name="path">The file; its directory must exist.</param>
    /// <param name="timeProvider">Decides when a lock has expired; the system's clock when null.</param>
    public FileSchemaStore(string path, TimeProvider? timeProvider = null)
        : base(timeProvider ?? TimeProvider.System)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _file = new SchemaFile(path);
    }

    /// <summary>Proves that the file's directory exists; a database that is gone is "connection refused" to Kong.</summary>
    public override Task ConnectAsync(CancellationToken cancellationToken) => _file.DirectoryExists
        ? Task.CompletedTask
        : throw new SchemaStoreException("failed to retrieve PostgreSQL server_version_num: connection refused");

    private protected override Task<SchemaDocument> LoadAsync(CancellationToken cancellationToken) =>
        _file.ReadAsync(cancellationToken);

    private protected override async Task ChangeAsync(Func<SchemaDocument, SchemaDocument> change, CancellationToken cancellationToken)
    {
        using FileStream alone = await _file.EnterAsync(cancellationToken).ConfigureAwait(false);
        SchemaDocument before = await _file.ReadAsync(cancellationToken).ConfigureAwait(false);
        SchemaDocument after = change(before);
        if (after != before)
        {
            await _file.ReplaceAsync(after, cancellationToken).ConfigureAwait(false);
        }
    }
}
