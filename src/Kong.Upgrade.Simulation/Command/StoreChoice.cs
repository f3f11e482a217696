using Kong.Upgrade.Simulation.Database;

namespace Kong.Upgrade.Simulation.Command;

/// <summary>Which database the configuration names: a file (<c>simulated_database</c>) or PostgreSQL (<c>pg_*</c>).</summary>
internal static class StoreChoice
{
    private static readonly KongVersion FirstWithoutOwnTimeout = KongVersion.Parse("3.7.0");

    public static ISchemaStore Of(KongConfiguration configuration, KongVersion version, TimeSpan? databaseTimeout, TimeProvider time) =>
        configuration["simulated_database"] is { Length: > 0 } file
            ? new FileSchemaStore(file, time)
            : new PostgresSchemaStore(Settings(configuration, databaseTimeout ?? DefaultTimeout(version)), time);

    /// <summary>The database of a node: its entities are in Kong's own tables when neither a file nor a declarative file is named.</summary>
    /// <returns>Null when the database holds no such tables.</returns>
    public static async Task<SimulatedDatabase?> TablesOfAsync(KongConfiguration configuration, CancellationToken cancellationToken)
    {
        PostgresSettings settings = Settings(configuration, null);
        PostgresSchemaStore store = new(settings, TimeProvider.System);
        await using (store.ConfigureAwait(false))
        {
            return await ((IKongTables)store).ExistAsync(cancellationToken).ConfigureAwait(false) ? SimulatedDatabase.InPostgres(settings) : null;
        }
    }

    private static PostgresSettings Settings(KongConfiguration configuration, TimeSpan? timeout) =>
        PostgresSettings.From(key => configuration[key], timeout);

    // Up to 3.6 the command overrides pg_timeout by 60 s; later ones take pg_timeout (kong-facts 1.4).
    private static TimeSpan? DefaultTimeout(KongVersion version) =>
        version.CompareTo(FirstWithoutOwnTimeout) < 0 ? TimeSpan.FromSeconds(60) : null;
}
