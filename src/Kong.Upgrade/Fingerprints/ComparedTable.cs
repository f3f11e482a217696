using Kong.Upgrade.Database;

namespace Kong.Upgrade.Fingerprints;

/// <summary>One side of a comparison: a table of one database, seen in one snapshot that ends when it is disposed. For one thread.</summary>
internal sealed class ComparedTable : IAsyncDisposable
{
    private readonly DatabaseSession session;
    private readonly TableShape? shape;

    private ComparedTable(DatabaseSession session, string name, TableShape? shape) => (this.session, Name, this.shape) = (session, name, shape);

    public string Name { get; }

    /// <summary>None when this side has no such table: then it has no rows either.</summary>
    public IReadOnlyList<Column> Columns => shape?.Columns ?? [];

    public static async Task<ComparedTable> OpenAsync(KongDatabase database, string table, CancellationToken cancellationToken)
    {
        DatabaseSession session = await database.OpenAsync($"comparing {table}", cancellationToken).ConfigureAwait(false);
        try
        {
            await session.ExecuteAsync(Snapshot.Begin, cancellationToken).ConfigureAwait(false);
            await session.ExecuteAsync(Snapshot.Settings, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<TableShape> all = await TableShape.ReadAllAsync(session, cancellationToken).ConfigureAwait(false);
            return new(session, table, all.FirstOrDefault(t => t.Name == table));
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>What identifies a row on both sides: the primary key, or all common columns where there is none.</summary>
    public IReadOnlyList<string> KeySharedWith(ComparedTable other, IReadOnlyList<Column> common)
    {
        string[] shared = [.. common.Select(c => c.Name)];
        IReadOnlyList<string> key = shape?.Key ?? other.shape?.Key ?? [];
        return key.Count > 0 && (shape is null || other.shape is null || key.All(shared.Contains)) ? key : shared;
    }

    /// <summary>Key and hash of every row, ordered by key.</summary>
    public IAsyncEnumerable<HashedRow> RowsAsync(IReadOnlyList<string> key, IReadOnlyList<Column> common, CancellationToken cancellationToken)
    {
        if (shape is null) return AsyncEnumerable.Empty<HashedRow>();
        string order = IsUuid(key) ? RowHash.Of(key[0]) : $"{KeyText(key)} COLLATE \"C\"";
        string sql = $"SELECT {KeyText(key)}, md5({RowHash.Row(common.Select(c => c.Name))}::text)::uuid FROM {Table} t ORDER BY {order}";
        return session.StreamAsync(sql, row => new HashedRow(row.GetString(0), row.GetGuid(1)), cancellationToken);
    }

    /// <summary>One row's values as text, in the order of <paramref name="columns"/>.</summary>
    public async Task<string?[]> ValuesAsync(IReadOnlyList<string> key, string value, IReadOnlyList<Column> columns, CancellationToken cancellationToken)
    {
        string sql = $"SELECT ARRAY[{string.Join(", ", columns.Select(c => $"{RowHash.Of(c.Name)}::text"))}]::text[] FROM {Table} t WHERE {KeyText(key)} = $1 LIMIT 1";
        return await session.ScalarAsync<string?[]>(sql, cancellationToken, value).ConfigureAwait(false) ?? new string?[columns.Count];
    }

    /// <summary>Ends the snapshot with the session: nothing was written.</summary>
    public ValueTask DisposeAsync() => session.DisposeAsync();

    private string Table => Sql.Name(session.Database.Schema, Name);

    // A single uuid sorts as its text does, and has an index.
    private bool IsUuid(IReadOnlyList<string> key) => key is [var only] && shape!.Columns.Any(c => c.Name == only && c.Type == "uuid");

    private static string KeyText(IReadOnlyList<string> key) =>
        key is [var only] ? $"coalesce({RowHash.Of(only)}::text, '')" : $"{RowHash.Row(key)}::text";
}
