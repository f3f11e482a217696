using Kong.Upgrade.Database;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Backup;

/// <summary>
/// Copies to try things on, dropped when this is disposed. While their owner lives it holds an advisory lock on each name, which every session of the
/// server can see; a database with our comment and without that lock was left behind by a crash and is dropped by whoever comes next.
/// </summary>
internal sealed class ScratchDatabases : IAsyncDisposable
{
    public const string Prefix = "kong_upgrade_scratch_";
    private const string Mark = "kong-upgrade scratch copy";
    private const int LockClass = 0x4B555343;

    private readonly KongDatabase administrator;
    private readonly DatabaseSession keeper;
    private readonly string name;
    private readonly string comment;
    private readonly ILogger logger;
    private readonly List<string> made = [];
    private int number;

    private ScratchDatabases(KongDatabase administrator, DatabaseSession keeper, string runId, TimeProvider time, ILogger logger)
    {
        (this.administrator, this.keeper, this.logger) = (administrator, keeper, logger);
        name = Prefix + string.Concat(runId.Where(char.IsAsciiLetterOrDigit).Take(12)).ToLowerInvariant();
        comment = $"{Mark} of run {runId}, made {time.GetUtcNow():u} by process {Environment.ProcessId} on {Environment.MachineName}; it is dropped as soon as that process needs it no more or is gone";
    }

    /// <summary>Whose they are: the owner of the database that is copied.</summary>
    public string Owner { get; set; } = "";

    public static async Task<ScratchDatabases> OpenAsync(KongDatabase administrator, string runId, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        DatabaseSession keeper = await administrator.OpenAsync("managing scratch databases", cancellationToken).ConfigureAwait(false);
        ScratchDatabases scratch = new(administrator, keeper, runId, time, logger);
        try
        {
            // It waits while others restore; a server that ends idle sessions would end its locks.
            await keeper.ExecuteAsync("SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'idle_session_timeout'", cancellationToken).ConfigureAwait(false);
            await scratch.DropLeftoversAsync(cancellationToken).ConfigureAwait(false);
            return scratch;
        }
        catch
        {
            await keeper.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Makes one from the given statement, which is told its name.</summary>
    public async Task<string> CreateAsync(Func<string, string> create, CancellationToken cancellationToken)
    {
        string scratch = await ReserveAsync(cancellationToken).ConfigureAwait(false);
        // Noted before it exists: the answer to CREATE DATABASE may be lost. The name was free and is locked, so what is found under it is ours.
        made.Add(scratch);
        await keeper.ExecuteAsync(create(scratch), cancellationToken).ConfigureAwait(false);
        await keeper.ExecuteAsync($"COMMENT ON DATABASE {Sql.Name(scratch)} IS {Sql.Text(comment)}", cancellationToken).ConfigureAwait(false);
        return scratch;
    }

    public async Task DropAsync(string scratch, CancellationToken cancellationToken)
    {
        await DropAsync(keeper, scratch, cancellationToken).ConfigureAwait(false);
        made.Remove(scratch);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (string scratch in made.ToArray())
        {
            try
            {
                await administrator.RunAsync("dropping a scratch database", session => DropAsync(session, scratch, CancellationToken.None), CancellationToken.None).ConfigureAwait(false);
            }
            catch (UpgradeServiceException failure)
            {
                // The lock goes with the session, and the next backup drops it.
                logger.BackupLeftoverStays(scratch, failure.Message);
            }
        }
        await UnlockAsync().ConfigureAwait(false);
        await keeper.DisposeAsync().ConfigureAwait(false);
    }

    // The session goes back to a pool and may live on there.
    private async Task UnlockAsync()
    {
        try
        {
            await keeper.ExecuteAsync("SELECT pg_advisory_unlock_all()", CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is UpgradeServiceException or InvalidOperationException)
        {
            // The session is gone, and its locks with it.
        }
    }

    private async Task<string> ReserveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            string candidate = $"{name}_{++number}";
            bool locked = await keeper.ScalarAsync<bool>("SELECT pg_try_advisory_lock($1, hashtext($2))", cancellationToken, LockClass, candidate).ConfigureAwait(false);
            if (locked && !await keeper.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", cancellationToken, candidate).ConfigureAwait(false)) return candidate;
        }
    }

    private async Task DropLeftoversAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> leftovers = await keeper.QueryAsync(
            """
            SELECT d.datname::text FROM pg_database d
            WHERE d.datname LIKE $1 AND shobj_description(d.oid, 'pg_database') LIKE $2
              AND NOT EXISTS (SELECT FROM pg_locks l WHERE l.locktype = 'advisory' AND l.classid = $3::int::oid AND l.objid = hashtext(d.datname)::oid AND l.granted)
            """,
            row => row.GetString(0), cancellationToken, Prefix.Replace("_", @"\_", StringComparison.Ordinal) + "%", Mark + "%", LockClass).ConfigureAwait(false);
        foreach (string leftover in leftovers) await DropLeftoverAsync(leftover, cancellationToken).ConfigureAwait(false);
    }

    private async Task DropLeftoverAsync(string leftover, CancellationToken cancellationToken)
    {
        try
        {
            await DropAsync(keeper, leftover, cancellationToken).ConfigureAwait(false);
            logger.BackupLeftoverDropped(leftover);
        }
        catch (UpgradeServiceException failure)
        {
            logger.BackupLeftoverStays(leftover, failure.Message);
        }
    }

    private static async Task<int> DropAsync(DatabaseSession session, string scratch, CancellationToken cancellationToken)
    {
        // Whoever still works on a copy must not keep it alive; WITH (FORCE) came with version 13 only. Vacuuming ends by itself, and is not ours to end.
        await session.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'", cancellationToken, scratch).ConfigureAwait(false);
        return await session.ExecuteAsync($"DROP DATABASE IF EXISTS {Sql.Name(scratch)}", cancellationToken).ConfigureAwait(false);
    }
}
