using Kong.Upgrade.Database;
using Kong.Upgrade.Fingerprints;
using Npgsql;

namespace Kong.Upgrade.Backup;

/// <summary>What a database held at one moment, small enough to be compared and written down.</summary>
internal sealed record DatabaseContent(string Fingerprint, IReadOnlyDictionary<string, string> Tables, IReadOnlyDictionary<string, long> Rows, IReadOnlyList<string> SchemaMeta)
{
    /// <summary>Reads it all in one snapshot: in <paramref name="snapshot"/>, which another session holds, or in one of its own.</summary>
    public static Task<DatabaseContent> ReadAsync(KongDatabase database, string? snapshot, CancellationToken cancellationToken) => database.RunAsync(
        "reading what the database holds",
        async session =>
        {
            DatabaseContent? content = null;
            await session.InTransactionAsync(async () => content = await ReadAsync(session, snapshot, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            return content!;
        },
        cancellationToken);

    public static Task<IReadOnlyList<string>> ReadSchemaMetaAsync(KongDatabase database, CancellationToken cancellationToken) =>
        database.RunAsync("reading schema_meta", session => SchemaMetaAsync(session, cancellationToken), cancellationToken);

    /// <summary>Where another content differs, one sentence each; <paramref name="isEmpty"/> names the tables whose rows were left out of the dump.</summary>
    public IReadOnlyList<string> DifferencesOf(DatabaseContent restored, Func<string, bool> isEmpty) =>
    [
        .. Rows.Keys.Union(restored.Rows.Keys).Order(StringComparer.Ordinal).Select(table => RowDifference(restored, table, isEmpty(table))).OfType<string>(),
        .. Tables.Keys.Union(restored.Tables.Keys).Order(StringComparer.Ordinal)
            .Where(t => Tables.GetValueOrDefault(t) != restored.Tables.GetValueOrDefault(t) && Rows.GetValueOrDefault(t) == restored.Rows.GetValueOrDefault(t))
            .Select(t => $"{t}: {Rows.GetValueOrDefault(t)} rows as before, but with another content"),
        .. SchemaMeta.SequenceEqual(restored.SchemaMeta) ? Array.Empty<string>() : ["schema_meta: other migrations are recorded"],
    ];

    public bool IsSameConfigurationAs(DatabaseContent other) => Fingerprint == other.Fingerprint && SchemaMeta.SequenceEqual(other.SchemaMeta);

    private static async Task<DatabaseContent> ReadAsync(DatabaseSession session, string? snapshot, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY", cancellationToken).ConfigureAwait(false);
        if (snapshot is not null) await session.ExecuteAsync($"SET TRANSACTION SNAPSHOT {Sql.Text(snapshot)}", cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> meta = await SchemaMetaAsync(session, cancellationToken).ConfigureAwait(false);
        Dictionary<string, long> rows = await RowsAsync(session, cancellationToken).ConfigureAwait(false);
        ConfigurationFingerprint fingerprint = await new FingerprintReader(session.Database).ReadInAsync(session, static table => table.IsConfiguration, cancellationToken).ConfigureAwait(false);
        return new(fingerprint.Value, fingerprint.Tables, rows, meta);
    }

    private string? RowDifference(DatabaseContent restored, string table, bool isEmpty)
    {
        long? expected = Rows.TryGetValue(table, out long rows) ? isEmpty ? 0 : rows : null;
        long? seen = restored.Rows.TryGetValue(table, out long found) ? found : null;
        return expected == seen ? null : $"{table}: {(expected is null ? "no table" : $"{expected} rows")} in the dump's snapshot, {(seen is null ? "no table" : $"{seen} rows")} restored";
    }

    private static async Task<Dictionary<string, long>> RowsAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        string schema = session.Database.Schema;
        IReadOnlyList<string> tables = await session.QueryAsync(
            "SELECT relname FROM pg_class WHERE relnamespace = $1::text::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1",
            row => row.GetString(0), cancellationToken, Sql.Name(schema)).ConfigureAwait(false);
        if (tables.Count == 0) return [];
        string counts = string.Join(" UNION ALL ", tables.Select(t => $"SELECT {Sql.Text(t)}, count(*) FROM {Sql.Name(schema, t)}"));
        IReadOnlyList<(string Table, long Rows)> counted = await session.QueryAsync(counts, row => (row.GetString(0), row.GetInt64(1)), cancellationToken).ConfigureAwait(false);
        return counted.ToDictionary(c => c.Table, c => c.Rows, StringComparer.Ordinal);
    }

    private static Task<IReadOnlyList<string>> SchemaMetaAsync(DatabaseSession session, CancellationToken cancellationToken) => session.QueryAsync(
        $"""
        SELECT subsystem, last_executed, executed, pending FROM {Sql.Name(session.Database.Schema, "schema_meta")} WHERE key = 'schema_meta' ORDER BY subsystem COLLATE "C"
        """,
        row => $"{row.GetString(0)}: last {(row.IsDBNull(1) ? "none" : row.GetString(1))}, executed {Names(row, 2)}, pending {Names(row, 3)}",
        cancellationToken);

    private static string Names(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? "[]" : $"[{string.Join(' ', row.GetFieldValue<string[]>(column))}]";
}
