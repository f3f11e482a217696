using System.Text.Json.Nodes;
using Kong.Upgrade.Freeze;
using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic;
using LocalUpgrade.Making;
using LocalUpgrade.Settings;
using Npgsql;

namespace Kong.Upgrade.LocalUpgrade.Tests.Whole;

/// <summary>
/// A whole installation: a recorded database on a real server, two blue nodes that serve from it, a real balancer before them, users, and the settings file that
/// describes all of it. Kong's role is its own, since a fence holds on the whole server.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    private static int worlds;

    private readonly string folder = Directory.CreateTempSubdirectory("kong-local-").FullName;
    private readonly NginxBackend upstream = new("upstream");
    private readonly IBalancerUnderTest balancer;
    private readonly string from;

    private World(PostgresServer server, IBalancerUnderTest balancer, string from)
    {
        (Server, this.balancer, this.from) = (server, balancer, from);
        Role = $"kong_role_{Interlocked.Increment(ref worlds)}";
        (Blue, Green) = ([Node.New("blue1", folder), Node.New("blue2", folder)], [Node.New("green1", folder), Node.New("green2", folder)]);
        Ways = [.. Green.Select(g => new FaultyWay(g.Proxy))];
    }

    public PostgresServer Server { get; }

    /// <summary>Kong's own, as which blue logs in.</summary>
    public string Role { get; }

    public string DatabaseName { get; private set; } = "";

    public Node[] Blue { get; }

    public Node[] Green { get; }

    /// <summary>From the balancer to green.</summary>
    public FaultyWay[] Ways { get; }

    public string SettingsFile => Path.Combine(folder, "localupgrade.json");

    public Load Load { get; private set; } = null!;

    public string Journal => Path.Combine(folder, "journal");

    private string[] BlueAddresses => [.. Blue.Select(b => b.Address)];

    private string[] GreenAddresses => [.. Ways.Select(w => w.Address)];

    public static async Task<World> StartAsync(PostgresServer server, IBalancerUnderTest balancer, string from, Action<JsonObject>? change = null, bool keepsAlive = true)
    {
        server.SkipIfAbsent();
        World world = new(server, balancer, from);
        try
        {
            await world.MakeDatabaseAsync(from == "3.9.0" ? Dumps.Before390 : Dumps.Before342);
            JsonObject settings = WorldSettings.Of(world, world.balancer.Settings(world.BlueAddresses, world.GreenAddresses), from);
            change?.Invoke(settings);
            await File.WriteAllTextAsync(world.SettingsFile, settings.ToJsonString(new() { WriteIndented = true }));
            await Task.WhenAll(world.Blue.Select(b => b.StartAsync(from, world.Configuration)));
            await balancer.StartAsync(world.BalancerSettings, world.BlueAddresses, world.GreenAddresses);
            world.Load = Load.Start(new(balancer.Address, "/live"), new() { Users = 4, KeepsAlive = keepsAlive, Pause = TimeSpan.FromMilliseconds(20) });
            await world.Load.MoreAsync(20);
            world.Load.Counts.Bad.Should().Be(0, world.Load.Counts.ToString());
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    public string Configuration => Path.Combine(folder, "kong.conf");

    private BalancerSettings BalancerSettings => global::LocalUpgrade.Settings.SettingsFile.Read(SettingsFile).Balancer();

    /// <summary>What the balancer really has.</summary>
    public Task<TrafficShare> ShareAsync() => Balancer.Of(BalancerSettings, null).Traffic.GetShareAsync(TestContext.Current.CancellationToken);

    public async Task<FreezeStanding> FreezeAsync()
    {
        await using KongDatabase admin = Server.Database(DatabaseName, "admin");
        return (await new PostgresWriteFreeze(admin).CheckAsync(TestContext.Current.CancellationToken)).Standing;
    }

    /// <summary>Migrations that wait for <c>finish</c>.</summary>
    public Task<long> PendingAsync() => Server.ScalarAsync<long>(DatabaseName, "SELECT coalesce(sum(cardinality(pending)), 0)::bigint FROM schema_meta");

    public Task<bool> MayBlueLogInAsync() => Server.ScalarAsync<bool>("postgres", $"SELECT rolcanlogin FROM pg_roles WHERE rolname = '{Role}'");

    public Host Start(string command, params string[] more) => Host.Start(SettingsFile, command, more);

    public Task<(int Code, string Output)> RunAsync(string command, params string[] more) => Host.RunAsync(SettingsFile, command, more);

    public string Log => File.Exists(Path.Combine(Journal, "upgrade.log")) ? string.Join('\n', File.ReadAllLines(Path.Combine(Journal, "upgrade.log")).TakeLast(60)) : "";

    public async ValueTask DisposeAsync()
    {
        if (Load is not null) await Load.DisposeAsync();
        foreach (Node node in (Node[])[.. Blue, .. Green]) node.Kill();
        await balancer.DisposeAsync();
        foreach (FaultyWay way in Ways) await way.DisposeAsync();
        await upstream.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The recorded database under a role of its own, with a route to a service that is really there.</summary>
    private async Task MakeDatabaseAsync(string dump)
    {
        await using KongDatabase restored = await Server.RestoreAsync(dump);
        DatabaseName = restored.Name;
        await Server.ExecuteAsync("postgres", $"CREATE ROLE {Role} LOGIN PASSWORD '{PostgresServer.Password.Replace("'", "''", StringComparison.Ordinal)}'; ALTER DATABASE {DatabaseName} OWNER TO {Role}");
        await Server.ExecuteAsync(DatabaseName, WorldSql.GiveAllTo(Role));
        await Server.ExecuteAsync(DatabaseName, WorldSql.LiveRoute(upstream.Port));
        await File.WriteAllTextAsync(Configuration, $"""
            database = postgres
            pg_host = 127.0.0.1
            pg_port = {Server.Port}
            pg_database = {DatabaseName}
            pg_user = {Role}
            pg_password = {PostgresServer.Password}
            admin_gui_listen = off
            """);
    }
}
