using System.Globalization;
using Kong.Upgrade.Database;

namespace Kong.Upgrade.Roles;

/// <summary>Keeps a login role out of the database: blue's, once finish has made the database green's alone (kong-facts 1.9, 12.5).</summary>
/// <remarks>
/// Fence only what gets no traffic: fenced nodes proxy from memory, but keys they do not hold in memory answer 500 instead of 401. The fence is a property of the role,
/// so it holds in every database of the server. After it is lifted, fenced nodes need <c>kong reload</c>. Safe for any number of threads.
/// </remarks>
/// <param name="administrator">The database as a superuser, or a role with CREATEROLE (on PostgreSQL 16 and later with ADMIN OPTION on the fenced role) that is also in <c>pg_signal_backend</c>, sees it.</param>
public sealed class DatabaseFence(KongDatabase administrator)
{
    /// <summary>Forbids a role to log in, ends its sessions and looks whether it is so.</summary>
    /// <param name="role">Blue's role.</param>
    /// <param name="green">The role of green's nodes, which must be another.</param>
    /// <param name="cancellationToken">The caller no longer waits; the role may be fenced or not: ask again.</param>
    /// <returns>What somebody should know: sessions of the role in other databases. Empty when nothing.</returns>
    /// <exception cref="UpgradeServiceException">Green would be fenced too; or the role does not exist; or it is not fenced.</exception>
    public Task<IReadOnlyList<string>> FenceAsync(string role, string green, CancellationToken cancellationToken)
    {
        if (role == green) throw new UpgradeServiceException($"Blue and green both log in as {role}: a fence would keep green out too. Give green a role of its own first.");
        if (role == administrator.Username) throw new UpgradeServiceException($"{role} is the role that was to fence it: nobody could lift the fence again. Use another administrator.");
        return administrator.RunAsync($"fencing role {role}", session => FenceAsync(session, role, green, cancellationToken), cancellationToken);
    }

    /// <summary>Permits a role to log in again.</summary>
    /// <param name="role">Blue's role.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>A task that ends when it may.</returns>
    /// <exception cref="UpgradeServiceException">The role does not exist or could not be changed.</exception>
    public Task LiftFenceAsync(string role, CancellationToken cancellationToken) =>
        administrator.RunAsync($"lifting the fence of role {role}", session => session.ExecuteAsync($"ALTER ROLE {Sql.Name(role)} LOGIN", cancellationToken), cancellationToken);

    /// <summary>Ends a role's sessions until there are none.</summary>
    internal static async Task EndSessionsAsync(DatabaseSession session, string role, CancellationToken cancellationToken)
    {
        const int attempts = 50;
        for (int attempt = 0; attempt < attempts; attempt++)
        {
            await session.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1 AND pid <> pg_backend_pid()", cancellationToken, role).ConfigureAwait(false);
            if ((await RoleFacts.SessionsAsync(session, role, cancellationToken).ConfigureAwait(false)).Count == 0) return;
            // A backend ends when it next looks: this waits in the server.
            await session.ExecuteAsync("SELECT pg_sleep(0.1)", cancellationToken).ConfigureAwait(false);
        }
        throw new UpgradeServiceException($"Sessions of {role} did not end within {attempts / 10} s of being terminated. Look at pg_stat_activity for what they do.", isTransient: true);
    }

    private static async Task<IReadOnlyList<string>> FenceAsync(DatabaseSession session, string role, string green, CancellationToken cancellationToken)
    {
        if (await RoleFacts.FindAsync(session, role, cancellationToken).ConfigureAwait(false) is null) throw new UpgradeServiceException($"There is no role {role} to be fenced. Check pg_user of blue.");
        if (await RoleFacts.FindAsync(session, green, cancellationToken).ConfigureAwait(false) is not { MayLogIn: true }) throw new UpgradeServiceException($"Green's role {green} does not exist or may not log in, so a fence would leave no cluster with a database. Make green's role first.");
        IReadOnlyList<(string Database, long Count)> sessions = await RoleFacts.SessionsAsync(session, role, cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync($"ALTER ROLE {Sql.Name(role)} NOLOGIN", cancellationToken).ConfigureAwait(false);
        await EndSessionsAsync(session, role, cancellationToken).ConfigureAwait(false);
        return [.. sessions.Where(s => s.Database != session.Database.Name).Select(s => string.Create(CultureInfo.InvariantCulture, $"Role {role} had {s.Count} sessions in database {s.Database}, which were ended too: the fence holds on the whole server."))];
    }
}
