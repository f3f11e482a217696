using Kong.Upgrade.Freeze;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Probing;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Upgrade;

/// <summary>The recorded 3.4.2 in a real database, a node that serves from it, and everything that an upgrade to 3.9.1 needs.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kong-upgrade-world-");
    private readonly KongDatabase administrator;
    private readonly List<string> runs = [];

    private World(PostgresServer server, KongDatabase database, SimulatedNode blue) =>
        (Server, Database, Blue, administrator) = (server, database, blue, server.Database(database.Name, "admin"));

    public PostgresServer Server { get; }

    public KongDatabase Database { get; }

    public SimulatedNode Blue { get; }

    public MemoryBalancer Balancer { get; } = new();

    public List<IStagingTest> StagingTests { get; } = [];

    public KongPostgres Postgres { get; private set; } = null!;

    public NodeProvisioner Clusters { get; private set; } = null!;

    public WatchedFreeze Freeze { get; private set; } = null!;

    public static async Task<World> CreateAsync(PostgresServer server, KongCommand? green = null, Action<KongPostgresSetup>? change = null)
    {
        KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        World world = new(server, database, await SimulatedNode.StartAsync("3.4.2", database));
        KongPostgresSetup setup = new()
        {
            Database = database,
            Administrator = world.administrator,
            Blue = SimulatedKong.Of("3.4.2"),
            Green = green ?? SimulatedKong.Of("3.9.1"),
            Backup = new() { Directory = Path.Combine(world.folder.FullName, "backups") },
            Witness = new() { BlueAdmin = world.Blue.Admin, BlueProxy = world.Blue.Proxy },
        };
        change?.Invoke(setup);
        world.Postgres = await KongPostgres.ConnectAsync(setup, cancellationToken: TestContext.Current.CancellationToken);
        world.Clusters = new(world.Postgres.GreenLogin!, world.Blue);
        world.Freeze = new(world.Postgres.Freeze);
        return world;
    }

    /// <summary>Runs a plan as a process of its own would: another journal on the same directory.</summary>
    public async Task<UpgradeReport> RunAsync(UpgradePlan plan, CancellationToken cancellationToken = default)
    {
        UpgradeServices services = new()
        {
            Migrations = Postgres.Migrations,
            Freeze = Freeze,
            Backup = Postgres.Backup,
            Witness = Postgres.Witness,
            PreflightRules = Postgres.Rules,
            StagingTests = StagingTests,
            Clusters = Clusters,
            Traffic = Balancer,
            Probe = Balancer,
            Journal = new FileUpgradeJournal(Path.Combine(folder.FullName, "journal")),
        };
        KongUpgradeOptions options = new() { WatchInterval = TimeSpan.FromMilliseconds(50), BlueQuietFor = TimeSpan.FromMilliseconds(100), Retries = 0 };
        UpgradeReport report = await new UpgradeRunner(services, options).RunAsync(plan, cancellationToken);
        runs.Add(report.RunId);
        return report;
    }

    /// <summary>Scratch copies that our runs made and that are still there; other tests make theirs on the same server meanwhile.</summary>
    public Task<long> ScratchesAsync() => Server.ScalarAsync<long>(
        "postgres",
        $"SELECT count(*) FROM pg_database d WHERE shobj_description(d.oid, 'pg_database') ~ '^kong-upgrade scratch copy of run ({string.Join('|', runs)}),'");

    public static UpgradePlan Plan(RollbackPolicy afterRollback = RollbackPolicy.Thaw) => UpgradePlan.CreateBuilder("3.4.2", "3.9.1")
        .AcknowledgeRisk(UpgradeRisk.MinorJump, "a test").AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a test")
        .DivertInStages(10, 100).SoakEachStage(TimeSpan.FromMilliseconds(200)).Bake(TimeSpan.FromMilliseconds(300)).HoldAtMost(TimeSpan.FromSeconds(5))
        .Gate(Gate.MaxErrorRate(0.01))
        .AfterRollback(afterRollback)
        .Build();

    public async ValueTask DisposeAsync()
    {
        await Clusters.DisposeAsync();
        await Postgres.RemoveMigrationRoleAsync(CancellationToken.None);
        await Postgres.DisposeAsync();
        await administrator.DisposeAsync();
        await Database.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
