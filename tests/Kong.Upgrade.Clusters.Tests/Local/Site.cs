using System.Collections.Concurrent;
using System.Globalization;
using Kong.Upgrade.Clusters.Local;
using Kong.Upgrade.Processes;
using Kong.Upgrade.Roles;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Clusters.Tests.Local;

/// <summary>Blue and green of two simulated nodes on one real database, each cluster with a role of its own. Everything that runs is stopped when it is disposed.</summary>
internal sealed class Site : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<PostgresServer, Task<string>> databases = [];
    private static int sites;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kong-site-");
    private readonly KongDatabase administrator;

    private Site(PostgresServer server, string database, int number)
    {
        Server = server;
        BlueLogin = server.Database(database, $"blue_{number}");
        GreenLogin = server.Database(database, $"green_{number}");
        administrator = server.Database(database, "admin");
        Fence = new(administrator);
        Options = new()
        {
            Blue = [Node("blue-1", "3.9.0", BlueLogin)],
            Green = [Node("green-1", "3.9.1")],
            BlueLogin = BlueLogin,
            GreenLogin = GreenLogin,
            Fence = Fence,
            ReadyWithin = TimeSpan.FromSeconds(40),
            StopWithin = TimeSpan.FromSeconds(5),
        };
    }

    public static ClusterSpec Spec { get; } = new() { Version = KongVersion.Parse("3.9.1"), RunId = "a-run" };

    public PostgresServer Server { get; }

    public KongDatabase BlueLogin { get; }

    public KongDatabase GreenLogin { get; }

    public DatabaseFence Fence { get; }

    public LocalClusterOptions Options { get; }

    public LogLines Logs { get; } = new();

    public LocalNode Blue => Options.Blue[0];

    public LocalNode Green => Options.Green[0];

    /// <param name="server">The server.</param>
    /// <param name="dump">A recorded database with Kong's own tables; otherwise one with nothing but the state of its migrations.</param>
    public static async Task<Site> CreateAsync(PostgresServer server, string? dump = null)
    {
        server.SkipIfAbsent();
        string database = dump is null ? await databases.GetOrAdd(server, BootstrapAsync) : await RestoreAsync(server, dump);
        int number = Interlocked.Increment(ref sites);
        foreach (string side in new[] { "blue", "green" })
            await server.ExecuteAsync("postgres", $"CREATE ROLE {side}_{number} LOGIN PASSWORD '{PostgresServer.Password.Replace("'", "''", StringComparison.Ordinal)}' IN ROLE kong");
        return new(server, database, number);
    }

    public LocalClusterProvisioner Provisioner() => new(Options, loggers: Logs);

    /// <summary>A node on ports of its own; with a login, that of its own environment.</summary>
    public LocalNode Node(string name, string version, KongDatabase? login = null, params (string Name, string? Value)[] environment)
    {
        Dictionary<string, string> settings = new()
        {
            ["SIMULATED_KONG_VERSION"] = version,
            ["KONG_PROXY_LISTEN"] = Free(),
            ["KONG_ADMIN_LISTEN"] = Free(),
            ["KONG_STATUS_LISTEN"] = Free(),
            ["KONG_ADMIN_GUI_LISTEN"] = "off",
            ["KONG_NGINX_WORKER_PROCESSES"] = "2",
        };
        foreach ((string setting, string? value) in (login is null ? [] : Kong.Upgrade.Database.KongSettings.ForKong(login).Select(s => (s.Key, s.Value))).Concat(environment))
        {
            if (value is null) settings.Remove(setting);
            else settings[setting] = value;
        }
        return new() { Name = name, Kong = new(KongVersion.Parse(version), SimulatedKong.Path) { Environment = settings }, Prefix = Path.Combine(folder.FullName, name) };
    }

    /// <summary>Starts blue as somebody did long ago, unless it runs.</summary>
    public async Task RunBlueAsync()
    {
        foreach (LocalNode node in Options.Blue.Where(n => !IsRunning(n))) await KongAsync(node, BlueLogin, "start");
    }

    public async Task<CommandOutcome> KongAsync(LocalNode node, KongDatabase login, params string[] arguments)
    {
        CommandOutcome outcome = await TryKongAsync(node, login, arguments);
        outcome.ExitCode.Should().Be(0, $"{string.Join(' ', arguments)}: {outcome.LastLines()}");
        return outcome;
    }

    public static async Task<CommandOutcome> TryKongAsync(LocalNode node, KongDatabase login, params string[] arguments)
    {
        NodePlan plan = await NodePlan.LoadAsync(node, login, isPointed: true, TestContext.Current.CancellationToken);
        return await Command.RunAsync(plan.LineInPrefix(arguments), TimeProvider.System, null, TestContext.Current.CancellationToken);
    }

    public static bool IsRunning(LocalNode node) => NodeProcess.Of(node.Prefix) is not null;

    public static Uri Address(LocalNode node, string listener) => new($"http://{node.Kong.Environment[$"KONG_{listener}_LISTEN"]}/");

    public async ValueTask DisposeAsync()
    {
        foreach (LocalNode node in Options.Blue.Concat(Options.Green)) NodeProcess.Of(node.Prefix)?.Kill();
        await BlueLogin.DisposeAsync();
        await GreenLogin.DisposeAsync();
        await administrator.DisposeAsync();
        folder.Delete(recursive: true);
    }

    public static string Free() => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{PostgresServer.FreePort()}");

    private static async Task<string> RestoreAsync(PostgresServer server, string dump)
    {
        await using KongDatabase database = await server.RestoreAsync(dump);
        return database.Name;
    }

    private static async Task<string> BootstrapAsync(PostgresServer server)
    {
        await using KongDatabase database = await server.CreateAsync();
        string prefix = Directory.CreateTempSubdirectory("kong-bootstrap-").FullName;
        CommandOutcome outcome = await Command.RunAsync(KongCli.Line(SimulatedKong.Of("3.9.0"), database, prefix, "migrations", "bootstrap"), TimeProvider.System, null, CancellationToken.None);
        Directory.Delete(prefix, recursive: true);
        outcome.ExitCode.Should().Be(0, outcome.LastLines());
        return database.Name;
    }
}
