using System.Globalization;
using Kong.Upgrade.Simulation.Database;

namespace Kong.Upgrade.Simulation.Command;

/// <summary>Starts the node that a prefix's settings describe.</summary>
internal static class NodeFactory
{
    private static readonly string[] ShownToo = ["allow_debug_header", "mem_cache_size", "nginx_worker_processes", "nginx_main_worker_processes", "nginx_main_worker_rlimit_nofile"];

    private const string NoEntities = "_format_version: \"3.0\"\n";

    public static async Task<SimulatedKongNode> StartAsync(KongConfiguration configuration, KongVersion version, CancellationToken cancellationToken)
    {
        SimulatedNodeOptions options = new()
        {
            Version = version,
            Database = await DatabaseAsync(configuration, cancellationToken).ConfigureAwait(false),
            Prefix = configuration.Prefix,
            ProxyPort = NodeSettings.ProxyPort(configuration),
            ProxyTlsPort = NodeSettings.ProxyTlsPort(configuration),
            AdminPort = NodeSettings.AdminPort(configuration),
            StatusPort = NodeSettings.StatusPort(configuration, version),
            Configuration = Shown(configuration),
            MasterPid = Environment.ProcessId,
            Workers = int.TryParse(configuration["nginx_worker_processes"], CultureInfo.InvariantCulture, out int workers) ? workers : Environment.ProcessorCount,
        };
        return await SimulatedKongNode.StartAsync(options, cancellationToken).ConfigureAwait(false);
    }

    private static Dictionary<string, string> Shown(KongConfiguration configuration) => configuration.Values
        .Where(setting => setting.Key.StartsWith("pg_", StringComparison.Ordinal) || ShownToo.Contains(setting.Key))
        .Append(new("prefix", configuration.Prefix))
        .ToDictionary();

    private static async Task<SimulatedDatabase> DatabaseAsync(KongConfiguration configuration, CancellationToken cancellationToken)
    {
        bool namesEntities = configuration["simulated_database"] is { Length: > 0 } || configuration["simulated_entities"] is { Length: > 0 };
        return (namesEntities ? null : await StoreChoice.TablesOfAsync(configuration, cancellationToken).ConfigureAwait(false))
            ?? SimulatedDatabase.FromDeclarative(await EntitiesAsync(configuration, cancellationToken).ConfigureAwait(false));
    }

    // What `config db_import` put into the file store, or the declarative file that the setting simulated_entities names, or nothing.
    private static async Task<string> EntitiesAsync(KongConfiguration configuration, CancellationToken cancellationToken)
    {
        if (configuration["simulated_entities"] is { Length: > 0 } file)
        {
            return await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
        }

        if (configuration["simulated_database"] is not { Length: > 0 } database)
        {
            return NoEntities;
        }

        FileSchemaStore store = new(database);
        await using (store.ConfigureAwait(false))
        {
            return await ((IDeclarativeStore)store).ReadAsync(cancellationToken).ConfigureAwait(false) ?? NoEntities;
        }
    }
}
