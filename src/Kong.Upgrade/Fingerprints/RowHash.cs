using Kong.Upgrade.Database;

namespace Kong.Upgrade.Fingerprints;

/// <summary>The SQL that makes a row one number.</summary>
internal static class RowHash
{
    // Types whose own hash tells every two values apart that print differently. Others are hashed as text: PostgreSQL's hash of jsonb, for one,
    // turns by one bit a value and so forgets an exchange of two values that stand 32 apart.
    private static readonly HashSet<string> wellHashed = new(StringComparer.Ordinal)
    {
        "uuid", "text", "character varying", "boolean", "smallint", "integer", "bigint", "bytea", "date", "timestamp with time zone", "timestamp without time zone",
        "text[]", "uuid[]", "character varying[]", "integer[]",
    };

    /// <summary>A column of the table <c>t</c>.</summary>
    public static string Of(string column) => $"t.{Sql.Name(column)}";

    public static string Row(IEnumerable<string> columns) => $"ROW({string.Join(", ", columns.Select(Of))})";

    /// <summary>A 64-bit hash over some columns: records have one of their own since PostgreSQL 14, before that their text has.</summary>
    public static string Hash(IEnumerable<Column> columns, bool hasRecordHash) =>
        hasRecordHash ? $"hash_record_extended(ROW({string.Join(", ", columns.Select(Hashable))}), 1)" : $"hashtextextended({Row(columns.Select(c => c.Name))}::text, 1)";

    private static string Hashable(Column column) => wellHashed.Contains(column.Type) ? Of(column.Name) : $"{Of(column.Name)}::text";
}
