using System.Globalization;
using Kong.Upgrade.Database;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Migrations;

/// <summary>
/// Looks ten times a second whether anybody waits behind the migration, and ends the migration when somebody waits too long: an ALTER that queues
/// behind one reader stalls all later ones (kong-facts 12.8 no. 6). It looks through the session that holds the run's lock, so a lost lock is seen, too.
/// </summary>
internal sealed class LockWatch(DatabaseSession session, Sessions sessions, bool isSeparate, DateTimeOffset since, KongMigrationOptions options, EvidenceDraft draft, TimeProvider time, ILogger logger)
{
    // Nodes share the login when it is not the migration's own; they never lock a whole table.
    private const string Blocks =
        """
        WITH migration AS (
            SELECT a.pid, a.query FROM pg_stat_activity a
            WHERE a.datname = current_database() AND a.usename = session_user AND a.application_name = ANY($1) AND a.pid <> pg_backend_pid()
                AND ($2 OR (a.backend_start >= $3 AND EXISTS (SELECT FROM pg_locks l WHERE l.pid = a.pid AND l.locktype = 'relation'
                    AND l.mode IN ('ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')))))
        SELECT w.pid, coalesce(a.usename::text, '?'), coalesce(a.application_name, ''), coalesce(w.relation::regclass::text, 'a row'), left(a.query, 200), m.pid, left(m.query, 200)
        FROM pg_locks w
        JOIN pg_stat_activity a ON a.pid = w.pid AND a.datname = current_database()
        CROSS JOIN LATERAL unnest(pg_blocking_pids(w.pid)) AS b(pid)
        JOIN migration m ON m.pid = b.pid
        WHERE NOT w.granted AND coalesce(a.backend_type, 'client backend') IN ('client backend', 'parallel worker') AND w.pid NOT IN (SELECT pid FROM migration)
        """;

    private static readonly TimeSpan look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan untilTerminated = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan untilEnded = TimeSpan.FromSeconds(3);

    private readonly Dictionary<int, long> waitingSince = [];
    private long? brokenAt;

    /// <summary>Looks until it is stopped. It ends by itself only when the command must be ended: after a block that was too long, or with the exception of a lost session.</summary>
    public async Task WatchAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await LookAsync().ConfigureAwait(false);
            if (brokenAt is { } broken && time.GetElapsedTime(broken) > untilEnded) return;
            await Task.Delay(look, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync()
    {
        try
        {
            // Not with the token: an answer that was given up would cost the session and with it the lock.
            await JudgeAsync(await session.QueryAsync(Blocks, Map, CancellationToken.None, sessions.Names, isSeparate, since.UtcDateTime).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (InvalidOperationException closed)
        {
            // How Npgsql calls a session that broke between two looks.
            throw new UpgradeServiceException($"The session that held the migration's lock on {session.Database} is gone; somebody else may hold it by now.", closed, isTransient: true);
        }
    }

    private async Task JudgeAsync(IReadOnlyList<Block> blocks)
    {
        foreach (int gone in waitingSince.Keys.Except(blocks.Select(b => b.Waiter)).ToArray()) waitingSince.Remove(gone);
        foreach (Block block in blocks)
        {
            waitingSince.TryAdd(block.Waiter, time.GetTimestamp());
            TimeSpan waited = time.GetElapsedTime(waitingSince[block.Waiter]);
            if (waited > draft.LongestBlock) draft.LongestBlock = waited;
            if (waited >= options.LongestBlock) await BreakAsync(block, waited).ConfigureAwait(false);
        }
    }

    private async Task BreakAsync(Block block, TimeSpan waited)
    {
        if (brokenAt is null)
        {
            string text = string.Create(CultureInfo.InvariantCulture, $"{block} waited {waited.TotalSeconds:0.0} s");
            draft.Blocked.Add(text);
            logger.MigrationBlocks(text, options.LongestBlock);
        }
        brokenAt ??= time.GetTimestamp();
        // Cancelled, Kong reports the failure and removes its lock row; terminated, it may not.
        string signal = time.GetElapsedTime(brokenAt.Value) < untilTerminated ? "SELECT pg_cancel_backend($1)" : "SELECT pg_terminate_backend($1)";
        await session.ScalarAsync<bool>(signal, CancellationToken.None, block.Blocker).ConfigureAwait(false);
    }

    private static Block Map(Npgsql.NpgsqlDataReader row) => new(
        row.GetInt32(0), $"process {row.GetInt32(0)} (role {row.GetString(1)}, application '{row.GetString(2)}')", row.GetString(3),
        Statement.WithoutValues(Text(row, 4)), row.GetInt32(5), Statement.WithoutValues(Text(row, 6)));

    private static string? Text(Npgsql.NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private sealed record Block(int Waiter, string Who, string Table, string Query, int Blocker, string Behind)
    {
        public override string ToString() => $"{Who} with '{Query}' on {Table} behind process {Blocker} with '{Behind}'";
    }
}
