namespace Kong.Upgrade.Database;

/// <summary>
/// Finds out whether a pooler such as pgbouncer stands before the server, and how it pools. One that hands the server's sessions round after each transaction
/// loses the schema that Kong sets for its session (kong-facts 1.10, 10 no. 6), and our locks with it.
/// </summary>
internal static class PoolerCheck
{
    private const int Attempts = 3;

    public static Task<Pooling> FindAsync(KongDatabase database, CancellationToken cancellationToken) =>
        database.RunAsync("looking for a pooler", session => FindAsync(session, cancellationToken), cancellationToken);

    /// <summary>Refuses a pooler that hands sessions round.</summary>
    public static async Task EnsureDirectAsync(KongDatabase database, CancellationToken cancellationToken)
    {
        if (await FindAsync(database, cancellationToken).ConfigureAwait(false) is Pooling.Transaction) throw new UpgradeServiceException(Refusal(database));
    }

    public static string Refusal(KongDatabase database) =>
        $"{database} is a pooler that hands the server's sessions round after each transaction: a migration would lose its schema and this library its locks in the middle. Name PostgreSQL's own host and port, or a pool in session mode.";

    private static async Task<Pooling> FindAsync(DatabaseSession idle, CancellationToken cancellationToken)
    {
        int server = await ServerAsync(idle, cancellationToken).ConfigureAwait(false);
        // A pooler invents the number that it tells its clients, to know whom they want to cancel.
        if (server == idle.Connection.ProcessID) return Pooling.None;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (await IsHandedRoundAsync(idle, server, cancellationToken).ConfigureAwait(false)) return Pooling.Transaction;
        }
        return Pooling.Session;
    }

    // While another session is inside a transaction, an idle one must still have the server's session that it had.
    private static async Task<bool> IsHandedRoundAsync(DatabaseSession idle, int server, CancellationToken cancellationToken)
    {
        DatabaseSession busy = await idle.Database.OpenAsync("looking for a pooler", cancellationToken).ConfigureAwait(false);
        await using (busy.ConfigureAwait(false))
        {
            bool isHandedRound = false;
            await busy.InTransactionAsync(
                async () => isHandedRound = await ServerAsync(busy, cancellationToken).ConfigureAwait(false) == server || await ServerAsync(idle, cancellationToken).ConfigureAwait(false) != server,
                cancellationToken).ConfigureAwait(false);
            return isHandedRound;
        }
    }

    private static Task<int> ServerAsync(DatabaseSession session, CancellationToken cancellationToken) => session.ScalarAsync<int>("SELECT pg_backend_pid()", cancellationToken);
}
