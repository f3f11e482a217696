using Kong.Upgrade.Database;

namespace Kong.Upgrade.Migrations;

/// <summary>Kong's own record of its migrations, <c>schema_meta</c> (kong-facts 1.2). Immutable.</summary>
/// <remarks>Both arrays are sets, for <c>-f</c> appends a name again; <c>last_executed</c> may point backwards and is not read.</remarks>
internal sealed record SchemaMeta(bool NeedsBootstrap, IReadOnlySet<Migration> Executed, IReadOnlySet<Migration> Pending)
{
    private const string Rows = "SELECT subsystem, executed, pending FROM {0} WHERE key = 'schema_meta'";

    public static Task<SchemaMeta> ReadAsync(KongDatabase database, CancellationToken cancellationToken) =>
        database.RunAsync("reading schema_meta", session => ReadAsync(session, "", cancellationToken), cancellationToken);

    /// <summary>Reads it and keeps others from changing it until the transaction ends.</summary>
    public static Task<SchemaMeta> ReadAndLockAsync(DatabaseSession session, CancellationToken cancellationToken) => ReadAsync(session, " FOR UPDATE", cancellationToken);

    /// <summary>Whether a name stands in neither array.</summary>
    public bool Lacks(Migration migration) => !Executed.Contains(migration) && !Pending.Contains(migration);

    public static string Table(DatabaseSession session) => Sql.Name(session.Database.Schema, "schema_meta");

    public override string ToString() => NeedsBootstrap ? "schema_meta: needs bootstrap" : $"schema_meta: {Executed.Count} executed, {Pending.Count} pending";

    private static async Task<SchemaMeta> ReadAsync(DatabaseSession session, string suffix, CancellationToken cancellationToken)
    {
        if (!await session.ScalarAsync<bool>("SELECT to_regclass($1) IS NOT NULL", cancellationToken, Table(session)).ConfigureAwait(false)) return Of([]);
        string sql = Rows.Replace("{0}", Table(session), StringComparison.Ordinal) + suffix;
        return Of(await session.QueryAsync(sql, r => new Row(r.GetString(0), Names(r, 1), Names(r, 2)), cancellationToken).ConfigureAwait(false));
    }

    private static SchemaMeta Of(IReadOnlyList<Row> rows)
    {
        HashSet<Migration> executed = [.. rows.SelectMany(r => r.Executed.Select(name => new Migration(r.Subsystem, name)))];
        // Executed wins when a name stands in both (kong-facts 1.3).
        return new(rows.Count == 0, executed, rows.SelectMany(r => r.Pending.Select(name => new Migration(r.Subsystem, name))).Where(m => !executed.Contains(m)).ToHashSet());
    }

    private static string[] Names(Npgsql.NpgsqlDataReader row, int column) => row.IsDBNull(column) ? [] : [.. row.GetFieldValue<string?[]>(column).OfType<string>()];

    private sealed record Row(string Subsystem, string[] Executed, string[] Pending);
}
