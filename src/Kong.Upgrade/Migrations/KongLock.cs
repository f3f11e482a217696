using System.Globalization;
using Kong.Upgrade.Database;

namespace Kong.Upgrade.Migrations;

/// <summary>Kong's own lock between its commands: one row of <c>locks</c>, live until its ttl by the database's clock (kong-facts 1.5).</summary>
internal sealed class KongLock(KongDatabase database, TimeProvider time)
{
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(250);

    /// <summary>The live row, or <see langword="null"/>.</summary>
    public Task<Row?> ReadAsync(CancellationToken cancellationToken) => database.RunAsync<Row?>(
        "reading Kong's lock",
        async session =>
        {
            if (!await session.ScalarAsync<bool>("SELECT to_regclass($1) IS NOT NULL", cancellationToken, Table(session)).ConfigureAwait(false)) return null;
            return (await session.QueryAsync(
                $"SELECT owner, ttl, extract(epoch FROM ttl - clock_timestamp())::float8 FROM {Table(session)} WHERE key = 'migrations' AND ttl > clock_timestamp()",
                row => new Row(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), TimeSpan.FromSeconds(row.GetDouble(2))), cancellationToken).ConfigureAwait(false)).SingleOrDefault();
        },
        cancellationToken);

    /// <summary>Waits until nobody holds it: a command started earlier would wait as well and then do nothing, with exit 0.</summary>
    public async Task WaitUntilFreeAsync(TimeSpan patience, Action<Row> onWaiting, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        bool isTold = false;
        while (await ReadAsync(cancellationToken).ConfigureAwait(false) is { } row)
        {
            if (!isTold) onWaiting(row);
            isTold = true;
            if (time.GetElapsedTime(start) >= patience) throw Held(row, patience);
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes one owner's row and no other.</summary>
    public Task<int> RemoveAsync(string owner, CancellationToken cancellationToken) =>
        database.RunAsync("removing Kong's lock of a killed run", session => RemoveAsync(session, owner, cancellationToken), cancellationToken);

    public static Task<int> RemoveAsync(DatabaseSession session, string owner, CancellationToken cancellationToken) =>
        session.ExecuteAsync($"DELETE FROM {Table(session)} WHERE key = 'migrations' AND owner = $1", cancellationToken, owner);

    private UpgradeServiceException Held(Row row, TimeSpan patience) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"Kong's migration lock on {database} is held by node {row.Owner} for another {row.Remaining.TotalSeconds:0} s (table locks, key migrations), still after waiting {patience.TotalSeconds:0} s. ") +
        "Another 'kong migrations' runs, or was killed and left it. Make sure that none runs, wait until it has expired, then try again.",
        isTransient: true);

    private static string Table(DatabaseSession session) => Sql.Name(session.Database.Schema, "locks");

    /// <summary>Who holds it, until when, and how long that still is by the database's clock.</summary>
    public sealed record Row(string Owner, DateTimeOffset Until, TimeSpan Remaining);
}
