namespace Kong.Upgrade.Preflight;

/// <summary>How many connections the clusters may take. Every number is per database, not per server.</summary>
public sealed class ConnectionRoomOptions
{
    private const int Most = 100_000;

    /// <summary>Blue's nodes. 0 to 100000; 0 counts blue as it is now and no more. The default value is 0.</summary>
    public int BlueNodes { get; init; }

    /// <summary>Workers of each blue node (<c>nginx_worker_processes</c>; <c>auto</c> is one for each processor of its host). 1 to 100000. The default value is 1.</summary>
    public int BlueWorkers { get; init; } = 1;

    /// <summary>Connections that a worker of blue may have at once; see <see cref="PerWorker"/>. 1 to 100000. The default value is 30.</summary>
    public int BlueConnectionsPerWorker { get; init; } = 30;

    /// <summary>Green's nodes. 1 to 100000. The default value is 1.</summary>
    public int GreenNodes { get; init; } = 1;

    /// <summary>Workers of each green node. 1 to 100000. The default value is 1.</summary>
    public int GreenWorkers { get; init; } = 1;

    /// <summary>Connections that a worker of green may have at once; see <see cref="PerWorker"/>. 1 to 100000. The default value is 30.</summary>
    public int GreenConnectionsPerWorker { get; init; } = 30;

    /// <summary>The role of green's nodes, whose CONNECTION LIMIT counts. The default value is <see langword="null"/>: the role of the database that the rule is given.</summary>
    public string? GreenRole { get; init; }

    /// <summary>What a worker may take: <c>pg_max_concurrent_queries</c> where it is set; else what it keeps idle (<c>pg_pool_size</c>, else <c>lua_socket_pool_size</c>: 30 before 3.5, 256 from then on), which a burst may exceed.</summary>
    /// <param name="configuration">The nodes' configuration.</param>
    /// <param name="version">The nodes' version.</param>
    /// <returns>Connections.</returns>
    /// <exception cref="UpgradeServiceException">A setting is no number.</exception>
    public static int PerWorker(KongConfiguration configuration, KongVersion version)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(version);
        if (configuration.Postgres.MaxConcurrentQueries is > 0 and var bound) return bound;
        int usual = version < KongVersion.Parse("3.5.0") ? 30 : 256;
        return configuration.Postgres.PoolSize ?? (int)(configuration.Number("lua_socket_pool_size") ?? usual);
    }

    /// <summary>Looks for values out of range.</summary>
    /// <returns>What is wrong, a sentence each; empty when nothing.</returns>
    public IReadOnlyList<string> Validate() =>
    [
        .. Range(nameof(BlueNodes), BlueNodes, 0), .. Range(nameof(BlueWorkers), BlueWorkers, 1), .. Range(nameof(BlueConnectionsPerWorker), BlueConnectionsPerWorker, 1),
        .. Range(nameof(GreenNodes), GreenNodes, 1), .. Range(nameof(GreenWorkers), GreenWorkers, 1), .. Range(nameof(GreenConnectionsPerWorker), GreenConnectionsPerWorker, 1),
    ];

    private static IEnumerable<string> Range(string option, int value, int least)
    {
        if (value < least || value > Most) yield return $"{option} is {value}; it must be between {least} and {Most}.";
    }
}
