using Kong.Upgrade.Database;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Migrations;

/// <summary>What must be seen to after a command has ended, however it did: its sessions gone, and its lock row gone too if it was killed.</summary>
internal sealed class Aftermath(MigrationTools tools, Sessions sessions, EvidenceDraft draft)
{
    private const string SomebodyElse = "aborted: another node is performing database changes";

    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(250);

    // The ttl is the command's own clock plus its timeout (kong-facts 1.5): nobody else's row fits.
    private static readonly TimeSpan tolerance = TimeSpan.FromSeconds(1);

    /// <summary>Cleans up. Never given up: a run whose remains are not known is not over.</summary>
    /// <param name="began">When the command was started, by this host's clock.</param>
    /// <param name="lockTimeout">The lock's duration that it was given.</param>
    public async Task SettleAsync(DateTimeOffset began, TimeSpan lockTimeout)
    {
        DateTimeOffset ended = tools.Time.GetUtcNow();
        long start = tools.Time.GetTimestamp();
        while (true)
        {
            try
            {
                await EndSessionsAsync(began + draft.ClockSkew).ConfigureAwait(false);
                await RemoveLockAsync(began + lockTimeout - tolerance, ended + lockTimeout + tolerance).ConfigureAwait(false);
                return;
            }
            catch (UpgradeServiceException trouble) when (trouble.IsTransient && tools.Time.GetElapsedTime(start) < tools.Options.SessionPatience)
            {
                // A server that restarts answers again in a while.
                await Task.Delay(pause, tools.Time, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task EndSessionsAsync(DateTimeOffset since)
    {
        DatabaseSession session = await LoginSession.OpenAsync(tools.Database, "ending the migration's sessions", "kong-upgrade", CancellationToken.None).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
            draft.EndedSessions += await sessions.EndAsync(session, since, tools.Options.SessionPatience, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task RemoveLockAsync(DateTimeOffset earliest, DateTimeOffset latest)
    {
        if (await tools.KongLock.ReadAsync(CancellationToken.None).ConfigureAwait(false) is not { } row) return;
        bool isOurs = row.Until >= earliest && row.Until <= latest && !draft.Says(SomebodyElse);
        if (!isOurs)
        {
            tools.Logger.MigrationForeignLock(row.Owner, row.Remaining);
            return;
        }
        await tools.KongLock.RemoveAsync(row.Owner, CancellationToken.None).ConfigureAwait(false);
        draft.RemovedLock = row.Owner;
        tools.Logger.MigrationLockRemoved(row.Owner);
    }
}
