using System.Collections.Concurrent;
using Kong.Upgrade.Database;

namespace Kong.Upgrade.Fingerprints;

/// <summary>Hashes tables in the database, all in one snapshot; large databases by two sessions that share it, so that two processors work.</summary>
internal sealed class FingerprintReader(KongDatabase database)
{
    private const string Doing = "reading the configuration's fingerprint";

    /// <summary>Below this a second session costs more than it brings.</summary>
    private const long Large = 32L << 20;

    /// <summary>The major version of PostgreSQL that gave records a hash of their own.</summary>
    internal int RecordHashSince { get; init; } = 14;

    public async Task<ConfigurationFingerprint> ReadAsync(Func<TableShape, bool> isWanted, CancellationToken cancellationToken) =>
        await database.RunAsync(Doing, session => InSnapshotAsync(session, tables => HashAsync(session, [.. tables.Where(isWanted)], cancellationToken), cancellationToken), cancellationToken).ConfigureAwait(false);

    /// <summary>In the caller's transaction, and so in its snapshot.</summary>
    public async Task<ConfigurationFingerprint> ReadInAsync(DatabaseSession session, Func<TableShape, bool> isWanted, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(Snapshot.Settings, cancellationToken).ConfigureAwait(false);
        return await HashAsync(session, [.. (await TableShape.ReadAllAsync(session, cancellationToken).ConfigureAwait(false)).Where(isWanted)], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How it is, and how it is through the columns of <paramref name="before"/>: the second has only tables that still have all of those.</summary>
    public Task<(ConfigurationFingerprint Now, ConfigurationFingerprint AsBefore)> ReadAsBeforeAsync(Func<TableShape, bool> isWanted, ConfigurationFingerprint before, CancellationToken cancellationToken) =>
        database.RunAsync(Doing, session => InSnapshotAsync(session, async tables =>
        {
            TableShape[] wanted = [.. tables.Where(isWanted)];
            ConfigurationFingerprint now = await HashAsync(session, wanted, cancellationToken).ConfigureAwait(false);
            return (now, await HashAsync(session, [.. AsBefore(wanted, before)], cancellationToken).ConfigureAwait(false));
        }, cancellationToken), cancellationToken);

    private static IEnumerable<TableShape> AsBefore(IEnumerable<TableShape> tables, ConfigurationFingerprint before) =>
        from table in tables
        let then = before.Details.GetValueOrDefault(table.Name)?.Columns
        where then is not null && !then.Except(table.Columns).Any()
        select table with { Columns = then };

    private static async Task<T> InSnapshotAsync<T>(DatabaseSession session, Func<IReadOnlyList<TableShape>, Task<T>> work, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(Snapshot.Begin, cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync(Snapshot.Settings, cancellationToken).ConfigureAwait(false);
        T result = await work(await TableShape.ReadAllAsync(session, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        await session.ExecuteAsync("COMMIT", cancellationToken).ConfigureAwait(false);
        return result;
    }

    private async Task<ConfigurationFingerprint> HashAsync(DatabaseSession session, IReadOnlyList<TableShape> tables, CancellationToken cancellationToken)
    {
        // The largest first: the smaller ones then fill what is left of either session's time.
        ConcurrentQueue<TableShape> queue = new(tables.OrderByDescending(t => t.Bytes));
        ConcurrentDictionary<string, TableFingerprint> hashed = new(StringComparer.Ordinal);
        Task helper = Task.CompletedTask;
        if (tables.Sum(t => t.Bytes) >= Large)
            helper = HelpAsync((await session.ScalarAsync<string>("SELECT pg_export_snapshot()", cancellationToken).ConfigureAwait(false))!, queue, hashed, cancellationToken);
        await Task.WhenAll(WorkAsync(session, queue, hashed, cancellationToken), helper).ConfigureAwait(false);
        return new(hashed);
    }

    private Task<bool> HelpAsync(string snapshot, ConcurrentQueue<TableShape> queue, ConcurrentDictionary<string, TableFingerprint> hashed, CancellationToken cancellationToken) =>
        database.RunAsync(Doing, async session =>
        {
            await session.ExecuteAsync(Snapshot.Begin, cancellationToken).ConfigureAwait(false);
            await session.ExecuteAsync($"SET TRANSACTION SNAPSHOT {Sql.Text(snapshot)}", cancellationToken).ConfigureAwait(false);
            await session.ExecuteAsync(Snapshot.Settings, cancellationToken).ConfigureAwait(false);
            await WorkAsync(session, queue, hashed, cancellationToken).ConfigureAwait(false);
            return true;
        }, cancellationToken);

    private async Task WorkAsync(DatabaseSession session, ConcurrentQueue<TableShape> queue, ConcurrentDictionary<string, TableFingerprint> hashed, CancellationToken cancellationToken)
    {
        try
        {
            bool hasRecordHash = session.Connection.PostgreSqlVersion.Major >= RecordHashSince;
            while (queue.TryDequeue(out TableShape? table)) hashed[table.Name] = await HashAsync(session, table, hasRecordHash, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            queue.Clear();      // the other session need not go on
            throw;
        }
    }

    private static async Task<TableFingerprint> HashAsync(DatabaseSession session, TableShape table, bool hasRecordHash, CancellationToken cancellationToken)
    {
        // A row's hash is mixed again before it is summed: a record's hash is itself a sum over its columns, and a sum of sums would
        // forget which value belongs to which row. OFFSET 0 keeps the planner from computing it once for each mixing.
        string mortal = table.Expires ? " WHERE t.ttl IS NULL" : "";
        string sql = $"""
            SELECT count(*), coalesce(sum(hashint8extended(h, 1)), 0)::text, coalesce(sum(hashint8extended(h, 2)), 0)::text
            FROM (SELECT {RowHash.Hash(table.Columns, hasRecordHash)} AS h FROM {Sql.Name(session.Database.Schema, table.Name)} t{mortal} OFFSET 0) hashes
            """;
        IReadOnlyList<TableFingerprint> one = await session.QueryAsync(
            sql, row => TableFingerprint.Of(table.Columns, row.GetInt64(0), row.GetString(1), row.GetString(2)), cancellationToken).ConfigureAwait(false);
        return one[0];
    }
}
