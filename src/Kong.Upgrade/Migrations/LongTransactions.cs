using System.Globalization;
using Kong.Upgrade.Database;

namespace Kong.Upgrade.Migrations;

/// <summary>Finds transactions that have been open for long: DDL queues behind them, and everybody behind the DDL (kong-facts 12.8 no. 6).</summary>
internal static class LongTransactions
{
    private const string Open =
        """
        SELECT 'process ' || pid || ', role ' || coalesce(usename::text, '?') || ', application ''' || coalesce(application_name, '') || '''', extract(epoch FROM clock_timestamp() - xact_start)::float8, left(query, 200)
        FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND xact_start < clock_timestamp() - $1
        UNION ALL
        SELECT 'prepared transaction ' || gid || ', role ' || owner::text, extract(epoch FROM clock_timestamp() - prepared)::float8, NULL
        FROM pg_prepared_xacts WHERE database = current_database() AND prepared < clock_timestamp() - $1
        ORDER BY 2 DESC
        """;

    public static Task<IReadOnlyList<string>> FindAsync(DatabaseSession session, TimeSpan longer, CancellationToken cancellationToken) => session.QueryAsync(
        Open,
        row => string.Create(CultureInfo.InvariantCulture, $"{row.GetString(0)}, open for {row.GetDouble(1):0} s: {Statement.WithoutValues(row.IsDBNull(2) ? null : row.GetString(2))}"),
        cancellationToken, longer);
}
