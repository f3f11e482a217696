using Kong.Upgrade.Clusters;
using Kong.Upgrade.Simulation.Database;

namespace Kong.Upgrade.Simulation.Installation;

/// <summary>
/// A whole installation on loopback sockets: blue and green nodes on one database, upstreams, a balancer with user traffic to take,
/// and every service that an upgrade of it needs. It outlives its process: another one started on the same directory finds the same
/// database, share, freeze and clusters.
/// </summary>
public sealed class SimulatedInstallation : IAsyncDisposable
{
    private readonly SimulatedCluster blue;
    private readonly SimulatedCluster green;
    private readonly SimulatedUpstream upstream;
    private readonly SimulatedProvisioner provisioner;
    private readonly SimulatedWriteFreeze freeze;
    private readonly FileSchemaStore schema;

    private SimulatedInstallation(SimulatedInstallationOptions options, SimulatedDatabase database, SimulatedUpstream upstream)
    {
        string directory = options.StateDirectory;
        (Database, this.upstream) = (database, upstream);
        blue = Cluster(options.From, ClusterSide.Blue, options.NodesPerCluster);
        green = Cluster(options.To, ClusterSide.Green, options.NodesPerCluster);
        (GreenRuns, BlueFenced, Frozen) = (new(directory, "green.runs"), new(directory, "blue.fenced"), new(directory, "frozen"));
        provisioner = new(blue, green, GreenRuns, BlueFenced);
        freeze = new(database, blue, green, Frozen, TimeProvider.System);
        schema = new FileSchemaStore(Path.Combine(directory, "schema.json"));
        Migrations = new SimulatedMigrationRunner(options.To, schema);
        Backup = new SimulatedBackup(database, directory, TimeProvider.System);
    }

    /// <summary>The database that both clusters share.</summary>
    public SimulatedDatabase Database { get; }

    /// <summary>The balancer: users send to its address. It is also the splitter.</summary>
    public SimulatedBalancer Balancer { get; private set; } = null!;

    /// <summary>Runs the simulated <c>kong migrations</c> of the new version.</summary>
    public IMigrationRunner Migrations { get; }

    /// <summary>Starts and ends nodes.</summary>
    public IClusterProvisioner Clusters => provisioner;

    /// <summary>Reads what users got, by cluster.</summary>
    public IMetricsProbe Probe { get; private set; } = null!;

    /// <summary>Freezes configuration writes.</summary>
    public IWriteFreeze Freeze => freeze;

    /// <summary>Saves the configuration.</summary>
    public IBackup Backup { get; }

    /// <summary>Blue's running nodes.</summary>
    public IReadOnlyList<SimulatedKongNode> BlueNodes => blue.Nodes;

    /// <summary>Green's running nodes.</summary>
    public IReadOnlyList<SimulatedKongNode> GreenNodes => green.Nodes;

    private StateFile GreenRuns { get; }

    private StateFile BlueFenced { get; }

    private StateFile Frozen { get; }

    /// <summary>Starts an installation, or finds the one that another process left in the directory.</summary>
    /// <param name="options">What it is made of.</param>
    /// <param name="cancellationToken">Ends starting.</param>
    /// <returns>The installation: the clusters that are to run do, and the balancer listens.</returns>
    /// <exception cref="FormatException">The configuration is no declarative file.</exception>
    public static async Task<SimulatedInstallation> StartAsync(SimulatedInstallationOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        SimulatedDatabase database = SimulatedDatabase.FromDeclarative(options.Configuration);
        Directory.CreateDirectory(options.StateDirectory);
        Remember(database, new(options.StateDirectory, "entities.json"));
        SimulatedInstallation installation = new(options, database, await SimulatedUpstream.StartAsync("upstream", cancellationToken: cancellationToken).ConfigureAwait(false));
        try
        {
            await installation.StartAsync(options.From, options.StateDirectory, cancellationToken).ConfigureAwait(false);
            return installation;
        }
        catch
        {
            await installation.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Balancer is not null) await Balancer.DisposeAsync().ConfigureAwait(false);
        await green.DisposeAsync().ConfigureAwait(false);
        await blue.DisposeAsync().ConfigureAwait(false);
        await upstream.DisposeAsync().ConfigureAwait(false);
        await schema.DisposeAsync().ConfigureAwait(false);
        freeze.Dispose();
        provisioner.Dispose();
    }

    /// <summary>Ids that the configuration leaves open are chosen once: an installation found again has the same entities.</summary>
    private static void Remember(SimulatedDatabase database, StateFile entities)
    {
        if (entities.Read() is { } json) EntityDump.Replace(database.Entities, EntityDump.Read(json));
        else entities.Write(EntityDump.Write(database.Entities));
    }

    private async Task StartAsync(KongVersion from, string directory, CancellationToken cancellationToken)
    {
        if (Frozen.Read() is { } reason) Database.Freeze(reason);
        StateFile bootstrapped = new(directory, "bootstrapped");
        if (bootstrapped.Read() is null) await BootstrapAsync(from, cancellationToken).ConfigureAwait(false);
        bootstrapped.Write("yes");
        if (BlueFenced.Read() is null) await blue.StartAsync(cancellationToken).ConfigureAwait(false);
        if (GreenRuns.Read() is not null) await green.StartAsync(cancellationToken).ConfigureAwait(false);
        Balancer = await SimulatedBalancer.StartAsync(blue, green, new(directory, "share"), cancellationToken).ConfigureAwait(false);
        Probe = new BalancerProbe(Balancer);
    }

    /// <summary>Blue's own <c>kong</c> made the database once. A killed process may have made half of it: it is then made again.</summary>
    private async Task BootstrapAsync(KongVersion from, CancellationToken cancellationToken)
    {
        await schema.ResetAsync(cancellationToken).ConfigureAwait(false);
        using StringWriter output = new();
        int exit = await new SimulatedKongCommand(from, new() { SchemaStore = schema })
            .RunAsync(["migrations", "bootstrap"], new Dictionary<string, string>(), output, output, cancellationToken).ConfigureAwait(false);
        if (exit != 0) throw new UpgradeServiceException($"The simulated database could not be bootstrapped with Kong {from}: {output}");
    }

    private SimulatedCluster Cluster(KongVersion version, ClusterSide side, int size) => new(version, side, size, name => new()
    {
        Version = version,
        Database = Database,
        Prefix = $"/usr/local/kong-{name}",
        // Wherever the configuration says that services are: here is the one upstream of this installation.
        Redirect = _ => upstream.Address.Authority,
    });
}
