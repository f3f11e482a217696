using Kong.Upgrade.Database;

namespace Kong.Upgrade.Preflight.Facts;

/// <summary>Reads what rules want to know of the database beside its entities; changes nothing.</summary>
internal static class DatabaseFactsReader
{
    private const string Server = "SELECT current_setting('server_version_num')::int, has_schema_privilege($1, 'CREATE'), extract(epoch FROM clock_timestamp())::float8, current_setting('max_connections')::int";

    // An estimate: never analysed tables say -1, and then their size tells.
    private const string Rows =
        """
        SELECT c.relname::text, CASE WHEN c.reltuples >= 0 AND c.reltuples IS NOT NULL AND (c.reltuples > 0 OR c.relpages > 0) THEN c.reltuples::bigint ELSE pg_relation_size(c.oid) / 512 END
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind IN ('r', 'p')
        """;

    public static Task<DatabaseFacts> ReadAsync(KongDatabase database, TimeProvider time, CancellationToken cancellationToken) =>
        database.RunAsync("reading what the database is like", session => ReadAsync(session, time, cancellationToken), cancellationToken);

    private static async Task<DatabaseFacts> ReadAsync(DatabaseSession session, TimeProvider time, CancellationToken cancellationToken)
    {
        string schema = session.Database.Schema;
        IReadOnlyList<(string Table, long Rows)> tables = await session.QueryAsync(Rows, r => (r.GetString(0), r.GetInt64(1)), cancellationToken, schema).ConfigureAwait(false);
        DateTimeOffset asked = time.GetUtcNow();
        (int version, bool mayCreate, double clock, int connections) = (await session.QueryAsync(Server, r => (r.GetInt32(0), r.GetBoolean(1), r.GetDouble(2), r.GetInt32(3)), cancellationToken, schema).ConfigureAwait(false)).Single();
        IReadOnlyList<string>? core = tables.Any(t => t.Table == "schema_meta") ? await session.QueryAsync($"SELECT unnest(executed || coalesce(pending, '{{}}')) FROM {Sql.Name(schema, "schema_meta")} WHERE subsystem = 'core'", r => r.GetString(0), cancellationToken).ConfigureAwait(false) : null;
        // The server looked at its clock at some instant between the question and the answer.
        DateTimeOffset between = asked + ((time.GetUtcNow() - asked) / 2);
        return new() { ServerVersion = version, MayCreate = mayCreate, MaxConnections = connections, CoreMigrations = core is [_, ..] ? core : null, ClockAheadSeconds = clock - (between.ToUnixTimeMilliseconds() / 1000.0), Rows = tables.ToDictionary(t => t.Table, t => t.Rows, StringComparer.Ordinal) };
    }
}
