using System.Globalization;
using System.Text.RegularExpressions;
using Kong.Upgrade.Database;

namespace Kong.Upgrade.Freeze;

/// <summary>Finds out whose transactions are in the way of the freeze.</summary>
internal static partial class Blockers
{
    private const string Holders = """
        SELECT DISTINCT ON (l.pid) coalesce(l.pid, 0), coalesce(a.usename, 'a prepared transaction'), c.relname, coalesce(a.state, 'unknown state'),
               coalesce(extract(epoch FROM now() - a.xact_start), 0)::float8, coalesce(a.query, '')
        FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE l.locktype = 'relation' AND l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND (n.nspname = 'kong_upgrade' OR l.mode IN ('RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'))
          AND n.nspname IN ($1, 'kong_upgrade') AND c.relkind IN ('r', 'p') AND (c.relname = ANY ($2) OR n.nspname = 'kong_upgrade') AND l.pid IS DISTINCT FROM pg_backend_pid()
        ORDER BY l.pid, c.relname
        """;

    /// <summary>One line a transaction: process, role, table, how long, and its statement without the values in it.</summary>
    public static Task<IReadOnlyList<string>> ReadAsync(DatabaseSession session, IEnumerable<string> tables, CancellationToken cancellationToken) =>
        session.QueryAsync(
            Holders,
            row => string.Create(
                CultureInfo.InvariantCulture,
                $"pid {row.GetInt32(0)} of {row.GetString(1)} holds {row.GetString(2)} for {row.GetDouble(4):0.0} s, {row.GetString(3)}: {WithoutValues(row.GetString(5))}"),
            cancellationToken, session.Database.Schema, tables.ToArray());

    // Kong writes values into its statements, secrets among them.
    private static string WithoutValues(string query)
    {
        string text = Blanks().Replace(Values().Replace(query, "?"), " ").Trim();
        return text.Length <= 160 ? text : text[..160] + "…";
    }

    [GeneratedRegex(@"'(?:[^']|'')*'?|\$(\w*)\$.*?(\$\1\$|$)", RegexOptions.Singleline)]
    private static partial Regex Values();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
