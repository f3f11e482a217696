using Kong.Upgrade.Simulation.Command;
using Kong.Upgrade.Simulation.Database;

namespace Kong.Upgrade.Simulation.Migrations;

/// <summary>
/// Carries migrations out on a database that holds Kong's tables. One that holds only <c>schema_meta</c> and <c>locks</c>, which is all
/// that a simulated bootstrap makes, has nothing to change.
/// </summary>
internal sealed class MigrationWork(ISchemaStore store)
{
    private bool? _hasTables;

    /// <summary>Runs one part of a migration, before anything is recorded.</summary>
    /// <param name="migration">Which one.</param>
    /// <param name="isTeardown">The teardown, not the up part.</param>
    /// <param name="isRepeat">Whether <c>-f</c> runs it although it is executed: what has no SQL here was observed to change nothing then (kong-facts 12.3).</param>
    /// <param name="cancellationToken">Ends waiting; the database may still carry it out.</param>
    public async Task RunAsync(Migration migration, bool isTeardown, bool isRepeat, CancellationToken cancellationToken)
    {
        if (store is not IKongTables tables || !(_hasTables ??= await tables.ExistAsync(cancellationToken).ConfigureAwait(false)))
        {
            return;
        }

        await RunScriptAsync(tables, migration, isTeardown, isRepeat, cancellationToken).ConfigureAwait(false);
        if (!isTeardown && migration is { Subsystem: "core", Name: RoutePaths.Migration })
        {
            await RoutePaths.MigrateAsync(tables, cancellationToken).ConfigureAwait(false);
        }
    }

    private static Task RunScriptAsync(IKongTables tables, Migration migration, bool isTeardown, bool isRepeat, CancellationToken cancellationToken)
    {
        MigrationScript? script = MigrationScript.Find(migration);

        // A rewritten migration (kong-facts 1.8) has a teardown in one version and none in another: only the recorded one is known.
        bool isKnown = (script?.Teardown is not null) == migration.HasTeardown;
        string? sql = !isKnown ? null : isTeardown ? script?.Teardown : script?.Up;
        return sql switch
        {
            null when isRepeat => Task.CompletedTask,
            null => throw new SchemaStoreException(
                $"the simulation has no SQL for {migration.Subsystem}/{migration.Name}, and this database holds Kong's tables: nothing was changed by it"),
            "" => Task.CompletedTask,
            _ when isTeardown => tables.ExecuteAsync(sql, cancellationToken),
            _ => tables.ExecuteWholeAsync(sql, cancellationToken),
        };
    }
}
