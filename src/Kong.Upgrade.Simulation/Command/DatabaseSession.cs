using Kong.Upgrade.Simulation.Database;

namespace Kong.Upgrade.Simulation.Command;

/// <summary>One command's hold on the database: opened and proven to answer, closed at the end unless the store is the caller's.</summary>
internal sealed class DatabaseSession : IAsyncDisposable
{
    private readonly bool _owned;

    private DatabaseSession(ISchemaStore store, bool owned, MigrationsCommand migrations)
    {
        Store = store;
        _owned = owned;
        Migrations = migrations;
    }

    public ISchemaStore Store { get; }

    public MigrationsCommand Migrations { get; }

    public static async Task<DatabaseSession> OpenAsync(
        SimulatedKongCommandOptions options,
        KongConfiguration configuration,
        KongVersion version,
        KongOutput output,
        CommandLine line,
        CancellationToken cancellationToken)
    {
        ISchemaStore store = options.SchemaStore ?? StoreChoice.Of(configuration, version, line.Seconds("db-timeout"), options.TimeProvider);
        MigrationRunner runner = new(store, output, configuration.DatabaseName, options.OnMigration);
        MigrationsCommand migrations = new(
            store,
            MigrationCatalogue.Of(version, new PluginSelection(configuration["plugins"]!)),
            output,
            runner,
            new ClusterMutex(store, options.TimeProvider),
            version);
        DatabaseSession session = new(store, options.SchemaStore is null, migrations);
        await session.ConnectAsync(cancellationToken).ConfigureAwait(false);
        return session;
    }

    public ValueTask DisposeAsync() => _owned ? Store.DisposeAsync() : ValueTask.CompletedTask;

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Store.ConnectAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
