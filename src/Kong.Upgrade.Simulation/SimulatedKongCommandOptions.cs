using Kong.Upgrade.Simulation.Command;
using Kong.Upgrade.Simulation.Database;

namespace Kong.Upgrade.Simulation;

/// <summary>How a <see cref="SimulatedKongCommand"/> is set up. Read once, when the command is created.</summary>
public sealed class SimulatedKongCommandOptions
{
    /// <summary>The clock for time stamps, waiting and lock expiry. The system's by default.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// The database, shared by all commands that get the same object; the command does not dispose it. When null (the default), the configuration decides:
    /// <c>simulated_database</c> (or <c>KONG_SIMULATED_DATABASE</c>) names a file, otherwise the <c>pg_*</c> keys name a PostgreSQL database.
    /// </summary>
    public ISchemaStore? SchemaStore { get; set; }

    /// <summary>Called between a migration's work and its record: the window in which dying means that it runs again (kong-facts 1.1).</summary>
    internal Action<SimulatedMigrationStage>? BeforeRecord { get; set; }

    internal INodeProcesses Nodes { get; set; } = new NoNodeProcesses();

    /// <summary>
    /// Called twice for each migration that runs: while its work runs and after it was recorded. It may wait (a slow migration), throw
    /// <see cref="SchemaStoreException"/> (the migration fails with that text) or throw <see cref="SimulatedKongKilledException"/> (the command dies there).
    /// Null (the default) does nothing.
    /// </summary>
    public Func<SimulatedMigrationStage, CancellationToken, Task>? OnMigration { get; set; }
}
