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

    private static PostgresSettings Settings(KongConfiguration configuration, TimeSpan? timeout) =>
        PostgresSettings.From(key => configuration[key], timeout);

    // Up to 3.6 the command overrides pg_timeout by 60 s; later ones take pg_timeout (kong-facts 1.4).
    private static TimeSpan? DefaultTimeout(KongVersion version) =>
        version.CompareTo(FirstWithoutOwnTimeout) < 0 ? TimeSpan.FromSeconds(60) : null;
}
