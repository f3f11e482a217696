using Kong.Upgrade.Database;

namespace Kong.Upgrade.Migrations;

/// <summary>
/// The migration's sessions in the database. They outlive a killed <c>kong</c> and go on with their statement once a lock is free (kong-facts 12.8
/// no. 1), so a run is over only when they are gone.
/// </summary>
internal sealed class Sessions(KongVersion version, LoginRole role, TimeProvider time)
{
    private const string Kongs =
        """
        SELECT pid, coalesce(xact_start::text, ''), state IS DISTINCT FROM 'idle' AS busy, left(query, 200) FROM pg_stat_activity
        WHERE datname = current_database() AND usename = session_user AND application_name = ANY($1) AND pid <> pg_backend_pid()
        """;

    private static readonly TimeSpan look = TimeSpan.FromMilliseconds(50);

    /// <summary>What Kong calls its sessions; it did not name them before 3.4 (kong-facts 1.10).</summary>
    public string[] Names { get; } = version.Major > 3 || (version.Major == 3 && version.Minor >= 4) ? ["kong"] : ["kong", ""];

    /// <summary>Ends them all when the login is the migration's own; otherwise waits for those that were begun since then and are at work, for they may be a node's.</summary>
    /// <param name="session">A session of the login.</param>
    /// <param name="since">By the database's clock.</param>
    /// <param name="patience">How long they may take to go.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>How many were ended.</returns>
    public async Task<int> EndAsync(DatabaseSession session, DateTimeOffset since, TimeSpan patience, CancellationToken cancellationToken) =>
        role.IsSeparate ? await TerminateAsync(session, patience, cancellationToken).ConfigureAwait(false)
        : await WaitAsync(session, since, patience, cancellationToken).ConfigureAwait(false);

    private async Task<int> TerminateAsync(DatabaseSession session, TimeSpan patience, CancellationToken cancellationToken)
    {
        HashSet<int> ended = [];
        long start = time.GetTimestamp();
        while (true)
        {
            IReadOnlyList<Backend> left = await session.QueryAsync(Kongs, Map, cancellationToken, (object)Names).ConfigureAwait(false);
            if (left.Count == 0) return ended.Count;
            if (time.GetElapsedTime(start) > patience) throw Remain(session, left, "although they were told to end");
            foreach (Backend backend in left)
            {
                ended.Add(backend.Pid);
                await session.ScalarAsync<bool>("SELECT pg_terminate_backend($1)", cancellationToken, backend.Pid).ConfigureAwait(false);
            }
            await Task.Delay(look, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<int> WaitAsync(DatabaseSession session, DateTimeOffset since, TimeSpan patience, CancellationToken cancellationToken)
    {
        IReadOnlyList<Backend> first = await BusyAsync(session, since, cancellationToken).ConfigureAwait(false);
        long start = time.GetTimestamp();
        while (true)
        {
            // A session in another transaction than at first has got over the one that may have been the migration's.
            Backend[] left = [.. (await BusyAsync(session, since, cancellationToken).ConfigureAwait(false)).Where(b => first.Any(f => (f.Pid, f.Transaction) == (b.Pid, b.Transaction)))];
            if (left.Length == 0) return 0;
            if (time.GetElapsedTime(start) > patience) throw Remain(session, left, $"and {role.Login} is also the role of Kong's nodes, so nothing was ended; give the migration a role of its own");
            await Task.Delay(look, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<IReadOnlyList<Backend>> BusyAsync(DatabaseSession session, DateTimeOffset since, CancellationToken cancellationToken) =>
        session.QueryAsync($"SELECT * FROM ({Kongs} AND backend_start >= $2) k WHERE busy", Map, cancellationToken, Names, since.UtcDateTime);

    private static Backend Map(Npgsql.NpgsqlDataReader row) => new(row.GetInt32(0), row.GetString(1), row.IsDBNull(3) ? "" : row.GetString(3));

    private static UpgradeServiceException Remain(DatabaseSession session, IReadOnlyList<Backend> left, string why) => new(
        $"Sessions of the migration are still at work in {session.Database}, {why}: {string.Join("; ", left.Select(b => $"process {b.Pid}: {Statement.WithoutValues(b.Query)}"))}. " +
        "Nothing can be said about the database before they have ended; end them there, then look again.");

    private sealed record Backend(int Pid, string Transaction, string Query);
}
