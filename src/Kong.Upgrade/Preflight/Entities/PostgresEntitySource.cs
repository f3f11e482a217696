using Kong.Upgrade.Database;

namespace Kong.Upgrade.Preflight.Entities;

/// <summary>Reads entities straight from Kong's database: complete, all workspaces, at one instant. Safe for any number of threads.</summary>
/// <remarks>
/// Every table of the schema that holds configuration is read, tables that nobody described too, in one read-only transaction; what nodes write while they serve (counters, sessions, tokens) is not.
/// Rows come as the server's own JSON, so fields are named as columns: <c>service_id</c>, <c>ws_id</c>. Takes an ACCESS SHARE lock on each table until all are read, which no write of Kong's waits for, but a change of the table would;
/// a table that somebody else holds exclusively for more than 5 seconds ends the reading.
/// </remarks>
/// <param name="database">The database; any role that may read the tables.</param>
public sealed class PostgresEntitySource(KongDatabase database) : IEntitySource
{
    private const string LockTimeout = "5s";

    private const string Tables = "SELECT tablename::text FROM pg_catalog.pg_tables WHERE schemaname = $1 AND has_table_privilege(quote_ident(schemaname) || '.' || quote_ident(tablename), 'SELECT')";
    private const string Hidden = "SELECT tablename::text FROM pg_catalog.pg_tables WHERE schemaname = $1 AND NOT has_table_privilege(quote_ident(schemaname) || '.' || quote_ident(tablename), 'SELECT')";

    /// <inheritdoc/>
    public string Name => $"PostgreSQL {database}";

    /// <inheritdoc/>
    public EntityOrigin Origin => EntityOrigin.Database;

    /// <inheritdoc/>
    public async Task ReadAsync(IEntityVisitor visitor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        DatabaseSession session = await database.OpenAsync("reading entities", cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            await session.ExecuteAsync($"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL lock_timeout = '{LockTimeout}'", cancellationToken).ConfigureAwait(false);
            IReadOnlyList<string> tables = Known(await session.QueryAsync(Tables, r => r.GetString(0), cancellationToken, database.Schema).ConfigureAwait(false));
            if (tables.Count == 0) throw new UpgradeServiceException($"Schema {database.Schema} of {database} holds no table that {database.Username} may read: nothing can be evaluated. Name Kong's own schema (pg_schema), or a role that may read it.");
            foreach (string hidden in Known(await session.QueryAsync(Hidden, r => r.GetString(0), cancellationToken, database.Schema).ConfigureAwait(false)))
                visitor.CouldNotRead($"table {hidden}", $"{database.Username} may not read it: GRANT SELECT on it, or use the role of Kong's nodes.");
            await ReadAsync(session, tables, visitor, cancellationToken).ConfigureAwait(false);
            await session.ExecuteAsync("ROLLBACK", cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task ReadAsync(DatabaseSession session, IReadOnlyList<string> tables, IEntityVisitor visitor, CancellationToken cancellationToken)
    {
        Dictionary<string, string> workspaces = new(StringComparer.Ordinal);
        foreach (string table in tables)
        {
            RowBatch rows = new(EntityKinds.OfTable(table), workspaces, visitor);
            await session.CopyAsync($"SELECT row_to_json(t) FROM {Sql.Name(session.Database.Schema, table)} t", rows.Add, cancellationToken).ConfigureAwait(false);
            rows.Show();
        }
    }

    private static IReadOnlyList<string> Known(IReadOnlyList<string> tables) =>
        [.. EntityKinds.InOrder(tables.Where(t => KongTables.KindOf(t) is TableKind.Configuration or TableKind.Unknown))];
}
