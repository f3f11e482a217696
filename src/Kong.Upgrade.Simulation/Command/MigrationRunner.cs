using Kong.Upgrade.Simulation.Database;
using Kong.Upgrade.Simulation.Migrations;

namespace Kong.Upgrade.Simulation.Command;

/// <summary>Which parts of each migration a run executes.</summary>
/// <param name="Up">The <c>up</c> part.</param>
/// <param name="Teardown">The teardown.</param>
/// <param name="Repeat">Whether these are executed already and <c>-f</c> runs them again.</param>
/// <param name="LeavePending">Migrations whose teardown is left out although <paramref name="Teardown"/> is set.</param>
internal sealed record RunParts(bool Up, bool Teardown, bool Repeat = false, IReadOnlyList<Migration>? LeavePending = null);

/// <summary>
/// Runs migrations one by one: work, then the record in <c>schema_meta</c>, as two steps (kong-facts 1.1). Dying in between means that it runs again.
/// </summary>
internal sealed class MigrationRunner(
    ISchemaStore store,
    KongOutput output,
    string database,
    SimulatedKongCommandOptions options)
{
    private readonly MigrationWork _work = new(store);

    public async Task RunAsync(IReadOnlyList<Migration> migrations, RunParts parts, CancellationToken cancellationToken)
    {
        int pending = 0;
        foreach (IGrouping<string, Migration> subsystem in migrations.GroupBy(migration => migration.Subsystem))
        {
            output.Info($"migrating {subsystem.Key} on database '{database}'...");
            foreach (Migration migration in subsystem)
            {
                bool left = await RunAsync(migration, parts, cancellationToken).ConfigureAwait(false);
                output.Info($"{migration.Subsystem} migrated up to: {migration.Name} ({(left ? "pending" : "executed")})");
                pending += left ? 1 : 0;
            }
        }

        Summarize(migrations.Count, pending);
    }

    // Returns whether the migration is left pending.
    private async Task<bool> RunAsync(Migration migration, RunParts parts, CancellationToken cancellationToken)
    {
        output.Debug($"running migration: {migration.Name}");
        bool tearsDown = migration.HasTeardown && parts.Teardown && parts.LeavePending?.Contains(migration) != true;
        if (parts.Up)
        {
            MigrationRecord record = migration.HasTeardown ? MigrationRecord.Pending : MigrationRecord.Executed;
            await StepAsync(migration, record, parts.Repeat, cancellationToken).ConfigureAwait(false);
        }

        if (tearsDown)
        {
            await StepAsync(migration, MigrationRecord.TornDown, parts.Repeat, cancellationToken).ConfigureAwait(false);
        }

        return migration.HasTeardown && !tearsDown;
    }

    private async Task StepAsync(Migration migration, MigrationRecord record, bool isRepeat, CancellationToken cancellationToken)
    {
        SimulatedMigrationStage stage = new(migration.Subsystem, migration.Name, record == MigrationRecord.TornDown, IsDone: false);
        try
        {
            await NotifyAsync(stage, cancellationToken).ConfigureAwait(false);
            await _work.RunAsync(migration, stage.IsTeardown, isRepeat, cancellationToken).ConfigureAwait(false);
        }
        catch (SchemaStoreException failure)
        {
            throw new SchemaStoreException(
                $"failed to run migration '{migration.Name}' {(stage.IsTeardown ? "teardown" : "up")}: {failure.Message}", failure);
        }

        options.BeforeRecord?.Invoke(stage);
        await store.RecordAsync(migration.Subsystem, migration.Name, record, cancellationToken).ConfigureAwait(false);
        await NotifyAsync(stage with { IsDone = true }, cancellationToken).ConfigureAwait(false);
    }

    private Task NotifyAsync(SimulatedMigrationStage stage, CancellationToken cancellationToken) =>
        options.OnMigration?.Invoke(stage, cancellationToken) ?? Task.CompletedTask;

    private void Summarize(int processed, int pending)
    {
        output.Info($"{processed} migration{(processed == 1 ? "" : "s")} processed");
        if (processed > pending)
        {
            output.Info($"{processed - pending} executed");
        }

        if (pending > 0)
        {
            output.Info($"{pending} pending");
        }
    }
}
