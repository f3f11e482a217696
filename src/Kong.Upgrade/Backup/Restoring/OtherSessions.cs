using Kong.Upgrade.Database;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Backup.Restoring;

/// <summary>Who else is connected to the database that is to be replaced.</summary>
internal sealed class OtherSessions(KongDatabase database, DatabaseSession administration, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan look = TimeSpan.FromMilliseconds(100);
    private const int Looks = 20;

    /// <summary>Refuses while there are any, or ends them and lets nobody in when there is a reason to.</summary>
    /// <returns>Whether the database was closed for new sessions.</returns>
    /// <exception cref="UpgradeServiceException">Somebody is connected.</exception>
    public async Task<bool> RuleOutAsync(string? reason, CancellationToken cancellationToken)
    {
        // Connections that lie in our own pool would keep the database from being renamed.
        database.CloseIdle();
        IReadOnlyList<string> sessions = await SettledAsync(cancellationToken).ConfigureAwait(false);
        if (sessions.Count == 0) return false;
        if (reason is null) throw Refusal(sessions);
        logger.BackupRestoreOverSessions(sessions.Count, database.Name, reason, string.Join("; ", sessions));
        // Nodes come back at once: nobody is let in before the names are swapped.
        await administration.ExecuteAsync($"ALTER DATABASE {Sql.Name(database.Name)} ALLOW_CONNECTIONS false", cancellationToken).ConfigureAwait(false);
        await administration.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND backend_type IN ('client backend', 'walsender')", cancellationToken, database.Name).ConfigureAwait(false);
        return true;
    }

    /// <summary>A session that was closed is listed for a moment longer.</summary>
    private async Task<IReadOnlyList<string>> SettledAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> sessions = await ListAsync(cancellationToken).ConfigureAwait(false);
        for (int looks = 1; looks < Looks && sessions.Count > 0; looks++)
        {
            await Task.Delay(look, time, cancellationToken).ConfigureAwait(false);
            sessions = await ListAsync(cancellationToken).ConfigureAwait(false);
        }
        return sessions;
    }

    private Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) => administration.QueryAsync(
        """
        SELECT format('pid %s: %s, application %s, from %s, %s', pid, coalesce(usename, '?'), coalesce(nullif(application_name, ''), '(none)'), coalesce(host(client_addr), 'the server itself'), coalesce(state, 'state not shown'))
        FROM pg_stat_activity WHERE datname = $1 AND backend_type IN ('client backend', 'walsender') ORDER BY pid
        """,
        row => row.GetString(0), cancellationToken, database.Name);

    private UpgradeServiceException Refusal(IReadOnlyList<string> sessions) => new(
        $"{database} is not restored while others are connected: {string.Join("; ", sessions.Take(10))}{(sessions.Count > 10 ? $"; and {sessions.Count - 10} more" : "")}. Stop blue and green (kong stop) and whatever else is listed (application kong-upgrade is a program with this library: dispose its {nameof(KongDatabase)}), then call again; or give a reason in {nameof(PostgresBackupOptions.RestoreOverSessions)}, and they are ended. Nothing was changed.");
}
