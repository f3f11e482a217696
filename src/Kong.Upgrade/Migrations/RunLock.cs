using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Kong.Upgrade.Database;

namespace Kong.Upgrade.Migrations;

/// <summary>
/// One migration at a time on one Kong database, for as long as the session lives: Kong's own lock is short-lived, silent, and does not know
/// versions (kong-facts 1.5, 12.8 no. 5). The session's name tells others who holds it.
/// </summary>
internal sealed class RunLock : IAsyncDisposable
{
    private const string Holder =
        """
        SELECT a.pid, a.usename::text, a.application_name, to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')
        FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND a.datname = current_database()
          AND l.classid::bigint = (($1 >> 32) & 4294967295) AND l.objid::bigint = ($1 & 4294967295)
        """;

    private readonly long key;

    private RunLock(DatabaseSession session, long key) => (Session, this.key) = (session, key);

    /// <summary>The session that holds it; whoever asks it anything learns when the lock is lost.</summary>
    public DatabaseSession Session { get; }

    public static async Task<RunLock> TakeAsync(KongDatabase database, string name, CancellationToken cancellationToken)
    {
        DatabaseSession session = await LoginSession.OpenAsync(database, "holding the migration's lock", name, cancellationToken).ConfigureAwait(false);
        try
        {
            long key = Key(database);
            if (await session.ScalarAsync<bool>("SELECT pg_try_advisory_lock($1)", cancellationToken, key).ConfigureAwait(false)) return new(session, key);
            throw await HeldAsync(session, key, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The same for everybody who means the same tables.</summary>
    public static long Key(KongDatabase database) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"kong-upgrade migrations\n{database.Name}\n{database.Schema}")));

    public async ValueTask DisposeAsync()
    {
        try
        {
            // By name, not by closing: a pooled session lives on.
            await Session.ScalarAsync<bool>("SELECT pg_advisory_unlock($1)", CancellationToken.None, key).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is UpgradeServiceException or InvalidOperationException)
        {
            // The session is gone, and the lock with it.
        }
        await Session.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<UpgradeServiceException> HeldAsync(DatabaseSession session, long key, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> holders = await session.QueryAsync(
            Holder, row => $"process {row.GetInt32(0)}, role {row.GetString(1)}, application '{row.GetString(2)}', since {(row.IsDBNull(3) ? "not known" : row.GetString(3) + " UTC")}",
            cancellationToken, key).ConfigureAwait(false);
        string who = holders.Count == 0 ? "somebody who has just gone" : string.Join("; ", holders);
        return new($"Another migration runs on {session.Database}: {who}. Wait until it has ended, or end it there; two versions at once leave a database that neither can migrate.", isTransient: true);
    }
}
