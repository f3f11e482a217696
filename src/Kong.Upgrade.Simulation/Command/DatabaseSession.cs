using Kong.Upgrade.Simulation.Database;

namespace Kong.Upgrade.Simulation.Command;

/// <summary>One command's hold on the database: opened and proven to answer, closed at the end unless the store is the caller's.</summary>
internal sealed class DatabaseSession : IAsyncDisposable
{
    private readonly bool _owned;
    private readonly ClusterMutex _mutex;
    private readonly IReadOnlyList<Migration> _known;

    private DatabaseSession(SimulatedKongCommandOptions options, KongConfiguration configuration, KongVersion version, KongOutput output, ISchemaStore store)
    {
        _owned = options.SchemaStore is null;
        _mutex = new ClusterMutex(store, options.TimeProvider);
        _known = MigrationCatalogue.Of(version, new PluginSelection(configuration["plugins"]!));
        Store = store;
        Output = output;
        Version = version;
        Runner = new MigrationRunner(store, output, configuration.DatabaseName, options);
    }

    public ISchemaStore Store { get; }

    public KongOutput Output { get; }

    public KongVersion Version { get; }

    public MigrationRunner Runner { get; }

    public static async Task<DatabaseSession> OpenAsync(
        SimulatedKongCommandOptions options,
        KongConfiguration configuration,
        KongVersion version,
        KongOutput output,
        CommandLine line,
        CancellationToken cancellationToken)
    {
        ISchemaStore store = options.SchemaStore ?? StoreChoice.Of(configuration, version, line.Seconds("db-timeout"), options.TimeProvider);
        DatabaseSession session = new(options, configuration, version, output, store);
        try
        {
            await store.ConnectAsync(cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task<SchemaState> StateAsync(CancellationToken cancellationToken)
    {
        Output.Debug("loading subsystems migrations...");
        Output.Verbose("retrieving database schema state...");
        SchemaState state = await SchemaState.ReadAsync(Store, _known, cancellationToken).ConfigureAwait(false);
        Output.Verbose("schema state retrieved");
        return state;
    }

    /// <summary>Does work that only one command may do at a time; says so when another one does it.</summary>
    /// <returns>Whether the work was done.</returns>
    public async Task<bool> AloneAsync(TimeSpan lockTimeout, bool wait, Func<Task> work, CancellationToken cancellationToken)
    {
        bool alone = await _mutex.RunAsync(lockTimeout, wait, () => ExplainedAsync(work), cancellationToken).ConfigureAwait(false);
        if (!alone)
        {
            Output.Info("aborted: another node is performing database changes");
        }

        return alone;
    }

    public ValueTask DisposeAsync() => _owned ? Store.DisposeAsync() : ValueTask.CompletedTask;

    // Trouble inside the lock reaches the user as an error of the lock, with a Lua trace.
    private static async Task ExplainedAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (SchemaStoreException failure)
        {
            throw new SchemaStoreException(
                $"cluster_mutex callback threw an error: {LuaLocation.Migrations(104)}[PostgreSQL error] {failure.Message}\n{LuaLocation.Trace}", failure);
        }
    }
}
