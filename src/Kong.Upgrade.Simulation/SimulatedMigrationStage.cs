namespace Kong.Upgrade.Simulation;

/// <summary>Where a simulated command is with one migration when it asks the hook of <see cref="SimulatedKongCommandOptions"/>.</summary>
/// <param name="Subsystem"><c>core</c> or a plugin's name.</param>
/// <param name="Migration">The migration's name.</param>
/// <param name="IsTeardown">Whether the teardown (<c>finish</c>) runs, not the <c>up</c>.</param>
/// <param name="IsDone">False while the migration's work runs, before <c>schema_meta</c> says so; true when it is recorded.</param>
public sealed record SimulatedMigrationStage(string Subsystem, string Migration, bool IsTeardown, bool IsDone);
