using Kong.Upgrade.Backup;
using Kong.Upgrade.Database;
using Kong.Upgrade.Freeze;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Rehearsals;
using Kong.Upgrade.Roles;
using Kong.Upgrade.Witness;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade;

/// <summary>Everything that an upgrade does with Kong's PostgreSQL database: migrations, freeze, backup with rehearsal, the witness for blue, and the rules that look before.</summary>
/// <remarks>
/// Give it to a container with <c>AddKongUpgrade().UsePostgres(postgres)</c>, or its parts to an <see cref="UpgradeServices"/>. Connecting makes the login roles of the
/// upgrade and changes nothing that Kong sees; see <see cref="Notes"/> for what is lost where they could not be made. Safe for any number of threads; dispose it after the run.
/// </remarks>
public sealed class KongPostgres : IAsyncDisposable
{
    private readonly DatabaseRoles? roles;
    private readonly List<KongDatabase> owned;

    private KongPostgres(KongPostgresSetup setup, DatabaseRoles? roles, KongDatabase migration, KongDatabase? green, List<KongDatabase> owned, IReadOnlyList<string> notes, TimeProvider time, ILoggerFactory? loggers)
    {
        (this.roles, this.owned, MigrationLogin, GreenLogin, Notes) = (roles, owned, migration, green, notes);
        PostgresParts parts = new(setup, time, loggers);
        Freeze = parts.Freeze(green is null ? setup.Database : Own(owned, setup.Database.AfterFence(green)), migration);
        Backup = parts.Backup();
        Migrations = parts.Migrations(migration, Backup);
        Witness = parts.Witness();
        Rules = parts.Rules(migration, green);
    }

    /// <summary>Runs <c>kong migrations</c> as the migration's role.</summary>
    public KongCliMigrationRunner Migrations { get; }

    /// <summary>Freezes configuration writes, the migration's excepted.</summary>
    public PostgresWriteFreeze Freeze { get; }

    /// <summary>Backs up, restores on trial and rehearses.</summary>
    public PostgresBackup Backup { get; }

    /// <summary>The witness for blue; <see langword="null"/> when blue's <c>kong</c> or its addresses (<see cref="KongPostgresSetup.Witness"/>) were not given: then nobody proves that blue works on after <c>up</c>.</summary>
    public KongBlueWitness? Witness { get; }

    /// <summary>What is looked at before anything is changed: room for connections, privileges, versions, a pooler in the way, rows that green could not read.</summary>
    public IReadOnlyList<IPreflightRule> Rules { get; }

    /// <summary>The database as the migration sees it; Kong's own login where no role could be made.</summary>
    public KongDatabase MigrationLogin { get; }

    /// <summary>The database as green's nodes are to see it; <see langword="null"/> where no role could be made.</summary>
    public KongDatabase? GreenLogin { get; }

    /// <summary>What is lost, and the SQL that an administrator can run so that it is not. Empty when both roles are there.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Makes sure of the way to the database and of the upgrade's login roles. May be called again after a crash.</summary>
    /// <param name="setup">The database and both versions.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="loggers">Where logs go; nowhere by default.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>The services, to be disposed after the run.</returns>
    /// <exception cref="UpgradeServiceException">The database does not answer, a pooler in transaction mode is in the way, or a role could not be made.</exception>
    public static async Task<KongPostgres> ConnectAsync(KongPostgresSetup setup, TimeProvider? time = null, ILoggerFactory? loggers = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(setup);
        List<KongDatabase> owned = [];
        try
        {
            await EnsureDirectAsync(setup, cancellationToken).ConfigureAwait(false);
            DatabaseRoles roles = new(setup.Administrator ?? setup.Database, setup.Database, setup.Roles);
            bool isAble = setup.Administrator is not null;
            KongDatabase? migration = setup.MigrationLogin ?? (isAble ? Own(owned, await roles.CreateMigrationRoleAsync(cancellationToken).ConfigureAwait(false)) : null);
            KongDatabase? green = setup.GreenLogin ?? (isAble ? Own(owned, await roles.CreateGreenRoleAsync(cancellationToken).ConfigureAwait(false)) : null);
            IReadOnlyList<string> notes = migration is null || green is null ? await roles.SqlToRunAsync(cancellationToken).ConfigureAwait(false) : [];
            return new(setup, isAble ? roles : null, migration ?? setup.Database, green, owned, notes, time ?? TimeProvider.System, loggers);
        }
        catch
        {
            foreach (KongDatabase login in owned) await login.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Drops the migration's role, for after a run that completed or was given up. Green's nodes keep theirs.</summary>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>A task that ends when it is gone; does nothing where it was not made here.</returns>
    public Task RemoveMigrationRoleAsync(CancellationToken cancellationToken) => roles?.DropMigrationRoleAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Closes the connections that were opened here.</summary>
    /// <returns>A task that ends when they are closed.</returns>
    public async ValueTask DisposeAsync()
    {
        foreach (KongDatabase login in owned) await login.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Where blue is fenced already, as when a run goes on after <c>finish</c>, its login tells nothing.</summary>
    private static async Task EnsureDirectAsync(KongPostgresSetup setup, CancellationToken cancellationToken)
    {
        try
        {
            await PoolerCheck.EnsureDirectAsync(setup.Database, cancellationToken).ConfigureAwait(false);
        }
        catch (UpgradeServiceException refused) when (setup.Administrator is not null && DatabaseTrouble.IsFenced(refused))
        {
            await PoolerCheck.EnsureDirectAsync(setup.Administrator, cancellationToken).ConfigureAwait(false);
        }
    }

    private static KongDatabase Own(List<KongDatabase> owned, KongDatabase login)
    {
        owned.Add(login);
        return login;
    }
}
