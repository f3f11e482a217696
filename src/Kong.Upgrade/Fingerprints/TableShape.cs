using Kong.Upgrade.Database;

namespace Kong.Upgrade.Fingerprints;

/// <summary>A column and its type in PostgreSQL's words.</summary>
internal readonly record struct Column(string Name, string Type);

/// <summary>A table as it stands: its columns by name, its primary key, its size. Immutable.</summary>
internal sealed record TableShape(string Name, IReadOnlyList<Column> Columns, IReadOnlyList<string> Key, long Bytes)
{
    private const string Tables = """
        SELECT c.relname, coalesce(pg_table_size(c.oid), 0),
               coalesce((SELECT array_agg(a.attname::text ORDER BY a.attname COLLATE "C") FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '{}'),
               coalesce((SELECT array_agg(format_type(a.atttypid, NULL) ORDER BY a.attname COLLATE "C") FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '{}'),
               coalesce((SELECT array_agg(a.attname::text ORDER BY array_position(i.indkey::int2[], a.attnum)) FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey) WHERE i.indrelid = c.oid AND i.indisprimary), '{}')
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        ORDER BY c.relname COLLATE "C"
        """;

    /// <summary>Rows of such a table go by themselves when their time is over: nobody wrote (kong-facts 12.1 no. 6).</summary>
    public bool Expires => Columns.Any(c => c.Name == "ttl" && c.Type.StartsWith("timestamp", StringComparison.Ordinal));

    public bool IsConfiguration => KongTables.KindOf(Name) is TableKind.Configuration;

    /// <summary>All tables of Kong's schema, of any kind.</summary>
    public static Task<IReadOnlyList<TableShape>> ReadAllAsync(DatabaseSession session, CancellationToken cancellationToken) =>
        session.QueryAsync(
            Tables,
            row => new TableShape(
                row.GetString(0), [.. row.GetFieldValue<string[]>(2).Zip(row.GetFieldValue<string[]>(3), static (name, type) => new Column(name, type))],
                row.GetFieldValue<string[]>(4), row.GetInt64(1)),
            cancellationToken, session.Database.Schema);
}
