using System.Security.Cryptography;
using System.Text;
using Kong.Upgrade.Database;

namespace Kong.Upgrade.Roles;

/// <summary>The two login roles of an upgrade: one that migrates, one for green's nodes. Both act as Kong's own role, so that everything goes on belonging to it.</summary>
/// <remarks>
/// With roles of their own the freeze can let the migration through and nobody else, blue can be fenced without green, and leftover sessions can be told apart
/// (kong-facts 12.2, 12.5). Safe for any number of threads and processes: where no password is given, each derives the same from that of Kong's own role.
/// Every call may be repeated after a crash.
/// </remarks>
/// <param name="administrator">The database as a superuser or a role with CREATEROLE sees it; on PostgreSQL 16 and later such a role also needs <c>GRANT kong TO administrator WITH ADMIN OPTION</c>.</param>
/// <param name="owner">The database as Kong's own role sees it, which owns Kong's tables.</param>
/// <param name="options">Names and bounds; <see langword="null"/> for the defaults.</param>
public sealed class DatabaseRoles(KongDatabase administrator, KongDatabase owner, DatabaseRoleOptions? options = null)
{
    private readonly DatabaseRoleOptions options = Valid(options ?? new(), administrator, owner);
    private readonly RoleSql sql = new(owner, options ?? new());
    private readonly string migrationPassword = options?.MigrationPassword ?? DerivedPassword(owner, "migration");

    /// <summary>The role that migrates.</summary>
    public string MigrationName { get; } = options?.MigrationName ?? owner.Name + "_migration";

    /// <summary>The role that green's nodes log in as.</summary>
    public string GreenName { get; } = options?.GreenName ?? owner.Name + "_green";

    /// <summary>Makes the migration role, or brings the one that was made before up to date, and proves that it works.</summary>
    /// <param name="cancellationToken">The caller no longer waits; what was made stays and is found again.</param>
    /// <returns>The database as the migration role sees it, to be disposed by the caller.</returns>
    /// <exception cref="UpgradeServiceException">It could not be made or does not work; nothing of the sort was changed halfway.</exception>
    public async Task<KongDatabase> CreateMigrationRoleAsync(CancellationToken cancellationToken)
    {
        await CreateAsync(MigrationName, migrationPassword, isMigration: true, cancellationToken).ConfigureAwait(false);
        return await ProvenAsync(owner.As(MigrationName, migrationPassword), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the role of green's nodes, or brings the one that was made before up to date, and proves that it works.</summary>
    /// <param name="cancellationToken">The caller no longer waits; what was made stays and is found again.</param>
    /// <returns>The database as green's role sees it, to be disposed by the caller.</returns>
    /// <exception cref="UpgradeServiceException">It could not be made or does not work; or it exists with a password that is not known here.</exception>
    public async Task<KongDatabase> CreateGreenRoleAsync(CancellationToken cancellationToken)
    {
        string password = options.GreenPassword ?? DerivedPassword(owner, "green");
        if (options.GreenPassword is null) await RequireKnownAsync(password, cancellationToken).ConfigureAwait(false);
        await CreateAsync(GreenName, password, isMigration: false, cancellationToken).ConfigureAwait(false);
        return await ProvenAsync(owner.As(GreenName, password), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the migration role's sessions and drops it; does nothing when there is none.</summary>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>A task that ends when it is gone.</returns>
    /// <exception cref="UpgradeServiceException">A role of that name was not made here, or owns something.</exception>
    public Task DropMigrationRoleAsync(CancellationToken cancellationToken) => DropAsync(MigrationName, cancellationToken);

    /// <summary>Ends the sessions of green's role and drops it; does nothing when there is none. Only for an upgrade that was given up: afterwards green's nodes cannot log in.</summary>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>A task that ends when it is gone.</returns>
    /// <exception cref="UpgradeServiceException">A role of that name was not made here, or owns something.</exception>
    public Task DropGreenRoleAsync(CancellationToken cancellationToken) => DropAsync(GreenName, cancellationToken);

    /// <summary>Where nobody lends an administrator: what a database administrator is to run by hand, with <c>&lt;password&gt;</c> in place of passwords, and what is lost without.</summary>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>Lines of SQL; comments say what they are for.</returns>
    /// <exception cref="UpgradeServiceException">The server's version could not be read.</exception>
    public async Task<IReadOnlyList<string>> SqlToRunAsync(CancellationToken cancellationToken)
    {
        const string doing = "reading the server's version", password = "<password>";
        bool notices = await owner.RunAsync(doing, s => RoleFacts.NoticesDeadClientsAsync(s, cancellationToken), cancellationToken).ConfigureAwait(false);
        return
        [
            $"-- Run as a superuser, or as a role with CREATEROLE (from PostgreSQL 16 on one that has {Sql.Name(owner.Username)} WITH ADMIN OPTION).",
            "-- Without the migration role the freeze cannot let the migration through, and a migration that waits for a lock stalls blue's readers.",
            .. notices ? [] : new[] { "-- This server has no client_connection_check_interval (PostgreSQL 14, Linux): after a crash a migration may go on in the server until it is terminated." },
            .. sql.Create(MigrationName, password, exists: false).Concat(sql.Bound(MigrationName, notices)).Select(s => s + ";"),
            "-- Without green's own role blue cannot be fenced after finish.",
            .. sql.Create(GreenName, password, exists: false).Select(s => s + ";"),
        ];
    }

    private async Task CreateAsync(string role, string password, bool isMigration, CancellationToken cancellationToken)
    {
        try
        {
            await administrator.RunAsync<bool>(
                $"creating role {role}",
                async session =>
                {
                    await session.InTransactionAsync(() => CreateAsync(session, role, password, isMigration, cancellationToken), cancellationToken).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (UpgradeServiceException refusal) when (DatabaseTrouble.IsPermissionDenied(refusal))
        {
            throw new UpgradeServiceException($"{refusal.Message} {administrator.Username} needs CREATEROLE and, from PostgreSQL 16 on, GRANT {Sql.Name(owner.Username)} TO {Sql.Name(administrator.Username)} WITH ADMIN OPTION; or have an administrator run what {nameof(SqlToRunAsync)} returns.", refusal);
        }
    }

    private async Task CreateAsync(DatabaseSession session, string role, string password, bool isMigration, CancellationToken cancellationToken)
    {
        // A statement that holds a password is not to be found in the server's log, as far as this session may say so.
        await session.ExecuteAsync("DO $$ BEGIN SET LOCAL log_statement = 'none'; SET LOCAL log_min_duration_statement = -1; SET LOCAL log_min_error_statement = 'panic'; EXCEPTION WHEN insufficient_privilege THEN NULL; END $$", cancellationToken).ConfigureAwait(false);
        RoleFacts? found = await OursAsync(session, role, cancellationToken).ConfigureAwait(false);
        bool notices = await RoleFacts.NoticesDeadClientsAsync(session, cancellationToken).ConfigureAwait(false);
        IEnumerable<string> statements = sql.Create(role, password, found is not null).Concat(isMigration ? sql.Bound(role, notices) : []);
        foreach (string statement in statements) await session.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
    }

    // A role that exists may have green's nodes behind it already: its password must not change under them.
    private async Task RequireKnownAsync(string password, CancellationToken cancellationToken)
    {
        if (await administrator.RunAsync($"looking for role {GreenName}", s => OursAsync(s, GreenName, cancellationToken), cancellationToken).ConfigureAwait(false) is null) return;
        KongDatabase green = owner.As(GreenName, password);
        await using (green.ConfigureAwait(false))
        {
            try
            {
                await (await green.OpenAsync($"logging in as {GreenName}", cancellationToken).ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
            }
            catch (UpgradeServiceException refused) when (!refused.IsTransient)
            {
                throw new UpgradeServiceException($"Role {GreenName} exists and green's nodes may know its password, which is not known here. Give it as {nameof(DatabaseRoleOptions.GreenPassword)}, or drop the role if no node uses it.", refused);
            }
        }
    }

    private Task<bool> DropAsync(string role, CancellationToken cancellationToken) =>
        administrator.RunAsync(
            $"dropping role {role}",
            async session =>
            {
                if (await OursAsync(session, role, cancellationToken).ConfigureAwait(false) is null) return false;
                if (await RoleFacts.OwnsAsync(session, role, cancellationToken).ConfigureAwait(false) is > 0 and var count)
                    throw new UpgradeServiceException($"Role {role} owns {count} objects on {owner.Host}, which should belong to {owner.Username}. Run REASSIGN OWNED BY {Sql.Name(role)} TO {Sql.Name(owner.Username)} in each of its databases, then drop the role again.");
                await session.ExecuteAsync($"ALTER ROLE {Sql.Name(role)} NOLOGIN", cancellationToken).ConfigureAwait(false);
                await DatabaseFence.EndSessionsAsync(session, role, cancellationToken).ConfigureAwait(false);
                await session.ExecuteAsync($"DROP ROLE {Sql.Name(role)}", cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    private async Task<RoleFacts?> OursAsync(DatabaseSession session, string role, CancellationToken cancellationToken)
    {
        RoleFacts? found = await RoleFacts.FindAsync(session, role, cancellationToken).ConfigureAwait(false);
        if (found is null || found.IsOurs(owner)) return found;
        throw new UpgradeServiceException($"Role {role} exists on {owner.Host} but was not made for database {owner.Name} by this library (its comment is {(found.Comment is null ? "empty" : $"'{found.Comment}'")}). It is left alone: choose another name in {nameof(DatabaseRoleOptions)}.");
    }

    private async Task<KongDatabase> ProvenAsync(KongDatabase role, CancellationToken cancellationToken)
    {
        try
        {
            await RoleProof.ProveAsync(role, owner.Username, cancellationToken).ConfigureAwait(false);
            return role;
        }
        catch
        {
            await role.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // The same in every process that knows Kong's own password, stored nowhere, and no way back to that.
    private static string DerivedPassword(KongDatabase owner, string purpose) => owner.Password is { Length: > 0 } secret
        ? Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"kong-upgrade {purpose} role of {owner.Name}")))[..48]
        : NewPassword();

    private static string NewPassword() => Convert.ToHexString(RandomNumberGenerator.GetBytes(24));

    private static DatabaseRoleOptions Valid(DatabaseRoleOptions options, KongDatabase administrator, KongDatabase owner)
    {
        ArgumentNullException.ThrowIfNull(administrator);
        ArgumentNullException.ThrowIfNull(owner);
        if (options.Validate() is { Count: > 0 } problems) throw new ArgumentException(string.Join(' ', problems), nameof(options));
        if (administrator.Host != owner.Host || administrator.Port != owner.Port)
            throw new ArgumentException($"The administrator is on {administrator.Host}:{administrator.Port}, Kong's role on {owner.Host}:{owner.Port}: roles belong to one server.", nameof(administrator));
        return options;
    }
}
