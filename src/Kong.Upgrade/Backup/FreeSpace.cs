using Kong.Upgrade.Database;

namespace Kong.Upgrade.Backup;

/// <summary>Whether a dump will fit, before it is begun.</summary>
internal static class FreeSpace
{
    /// <summary>How large the database is without what is left out.</summary>
    public static Task<long> SizeAsync(KongDatabase database, IEnumerable<string> emptyTables, CancellationToken cancellationToken) => database.RunAsync(
        "measuring the database",
        session => session.ScalarAsync<long>(
            """
            SELECT pg_database_size(current_database()) - coalesce((SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c
                WHERE c.relnamespace = $1::text::regnamespace AND c.relname = ANY($2)), 0)::bigint
            """,
            cancellationToken, Sql.Name(database.Schema), emptyTables.ToArray()),
        cancellationToken);

    public static void Check(KongDatabase database, long size, PostgresBackupOptions options)
    {
        long needed = (long)(size * options.FreeSpaceFactor), free = options.FreeBytes(Path.GetFullPath(options.Directory));
        if (free < needed)
            throw new UpgradeServiceException($"{database} has {Mega(size)} and its backup may need {Mega(needed)} ({nameof(PostgresBackupOptions.FreeSpaceFactor)} {options.FreeSpaceFactor}); {Path.GetFullPath(options.Directory)} has {Mega(free)} free. Free space, name another {nameof(PostgresBackupOptions.Directory)}, or lower the factor if you know that the data compresses well. The server's own disk must hold a scratch copy of {Mega(size)} as well. Nothing was dumped.");
    }

    private static string Mega(long bytes) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MiB");
}
