using Kong.Upgrade.Backup;
using Kong.Upgrade.Freeze;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Witness;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade;

/// <summary>How the parts of <see cref="KongPostgres"/> are put together: what one needs to know of another.</summary>
internal sealed class PostgresParts(KongPostgresSetup setup, TimeProvider time, ILoggerFactory? loggers)
{
    /// <summary>Its end comes after blue's: it must be lifted when blue's role may not log in any more.</summary>
    public PostgresWriteFreeze Freeze(KongDatabase owner, KongDatabase migration)
    {
        PostgresFreezeOptions options = setup.Freeze.Copy();
        if (migration.Username != setup.Database.Username) options.LetThrough = [.. options.LetThrough.Append(migration.Username).Distinct()];
        return new(owner, options, time, loggers);
    }

    public PostgresBackup Backup()
    {
        setup.Backup.Blue ??= setup.Blue;
        if (setup.Rehearse) setup.Backup.Rehearse ??= new() { Green = setup.Green };
        return new(setup.Database, setup.Administrator ?? setup.Database, setup.Backup, time, loggers);
    }

    public KongCliMigrationRunner Migrations(KongDatabase migration, PostgresBackup backup)
    {
        // Without a rehearsal in this run an old one would be taken for it.
        if (setup.Rehearse) setup.Migrations.Rehearsal ??= backup.GetRehearsalAsync;
        return new(setup.Green, migration, setup.Migrations, time, loggers);
    }

    // One that has nobody to compare with can never say that blue works, and every run would halt.
    public KongBlueWitness? Witness() => setup is { Blue: { } blue, Witness: { BlueAdmin: not null } or { BlueProxy: not null } } ? new(blue, setup.Database, setup.Witness, time) : null;

    public IReadOnlyList<IPreflightRule> Rules(KongDatabase migration, KongDatabase? green) =>
    [
        new PoolerRule(setup.Database),
        new DatabaseVersionRule(setup.Database, green is null ? [migration] : [migration, green]),
        new DatabasePrivilegesRule(migration, setup.Database, green),
        new ConnectionRoomRule(setup.Database, setup.Room),
        new RoutesUpdatedAtRule(setup.Database),
        new FreezeLetsThroughRule(migration, setup.Database, setup.Freeze),
    ];
}
