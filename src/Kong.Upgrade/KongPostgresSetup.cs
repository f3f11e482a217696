using Kong.Upgrade.Backup;
using Kong.Upgrade.Freeze;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Roles;
using Kong.Upgrade.Witness;

namespace Kong.Upgrade;

/// <summary>What <see cref="KongPostgres"/> is made from: the database, who may log in to it, and the <c>kong</c> of both versions.</summary>
/// <remarks>Whoever makes the <see cref="KongDatabase"/> objects disposes them. Not to be changed while it is in use.</remarks>
public sealed class KongPostgresSetup
{
    /// <summary>The database as Kong's own role sees it, which owns Kong's tables and which blue logs in as.</summary>
    public required KongDatabase Database { get; init; }

    /// <summary>Green's <c>kong</c>: it migrates and rehearses.</summary>
    public required KongCommand Green { get; init; }

    /// <summary>Blue's <c>kong</c>: it exports the configuration and is the witness. The default value is <see langword="null"/>: no export, no witness.</summary>
    public KongCommand? Blue { get; init; }

    /// <summary>A role on the same server that may create roles and databases. The default value is <see langword="null"/>: then <see cref="MigrationLogin"/> should be given, and the backup can only be proven if Kong's own role may create databases.</summary>
    public KongDatabase? Administrator { get; init; }

    /// <summary>The database as a migration role sees it that an administrator made by hand. The default value is <see langword="null"/>: it is made through <see cref="Administrator"/>.</summary>
    public KongDatabase? MigrationLogin { get; init; }

    /// <summary>The database as green's nodes see it, if an administrator made that role by hand. The default value is <see langword="null"/>: it is made through <see cref="Administrator"/>.</summary>
    public KongDatabase? GreenLogin { get; init; }

    /// <summary>How roles are called and bounded.</summary>
    public DatabaseRoleOptions Roles { get; init; } = new();

    /// <summary>How it freezes; the migration's login is let through besides those that are named.</summary>
    public PostgresFreezeOptions Freeze { get; init; } = new();

    /// <summary>Where and how it backs up; blue's and green's <c>kong</c> are filled in where they are missing.</summary>
    public PostgresBackupOptions Backup { get; init; } = new();

    /// <summary>Whether green's migrations are rehearsed on the restored copy, for which somebody must be able to create databases. The default value is <see langword="true"/>.</summary>
    public bool Rehearse { get; init; } = true;

    /// <summary>How it migrates; the rehearsal is filled in where none is named.</summary>
    public KongMigrationOptions Migrations { get; init; } = new();

    /// <summary>What the witness for blue is asked, and where blue is asked the same. By default no address is named, and so there is no witness.</summary>
    public BlueWitnessOptions Witness { get; init; } = new();

    /// <summary>How many connections both clusters may take.</summary>
    public ConnectionRoomOptions Room { get; init; } = new();
}
