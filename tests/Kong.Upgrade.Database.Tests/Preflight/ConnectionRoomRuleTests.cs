using Kong.Upgrade.Database;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Preflight;

public class ConnectionRoomRuleTests(PostgresServer server)
{
    private static readonly PreflightFacts facts = FactsOf.Upgrade("3.4.2", "3.9.1");

    [Theory]
    [InlineData(1, 1, 20, FindingSeverity.Information, "Enough: * free (max_connections 60 - reserved 5 - in use *; in use: *at least 1 nodes x 1 workers x 2 + 6 for commands = 8; at worst 1 workers x 20 + 6 + 0 more for blue = 26.")]
    [InlineData(2, 1, 30, FindingSeverity.Warning, "Tight: *at least 2 nodes x 1 workers x 2 + 6 for commands = 10; at worst 2 workers x 30 + 6 + 0 more for blue = 66.")]
    [InlineData(5, 8, 30, FindingSeverity.Blocking, "Too little: *at least 5 nodes x 8 workers x 2 + 6 for commands = 86*")]
    public async Task Room_OfAServer_IsJudgedWithItsArithmetic(int nodes, int workers, int each, FindingSeverity severity, string what)
    {
        await using PostgresServer small = new() { Settings = ["max_connections=60", "superuser_reserved_connections=5"] };
        await small.InitializeAsync();
        small.SkipIfAbsent();
        await using KongDatabase database = small.Database("postgres");
        await JudgesAsync(database, new() { GreenNodes = nodes, GreenWorkers = workers, GreenConnectionsPerWorker = each }, severity, what);
    }

    [Fact]
    public async Task Limit_OfTheDatabase_Counts()
    {
        await using KongDatabase owner = await server.CreateAsync();
        await server.ExecuteAsync("postgres", $"ALTER DATABASE {owner.Name} CONNECTION LIMIT 8");
        await using DatabaseSession taken = await owner.OpenAsync("holding", default);
        await JudgesAsync(owner, new(), FindingSeverity.Blocking, "Too little: 6 connections are free (the database's CONNECTION LIMIT 8 - in use 2; *");
    }

    [Fact]
    public async Task Limit_OfGreensRole_Counts()
    {
        await using KongDatabase owner = await server.CreateAsync();
        await server.ExecuteAsync("postgres", $"CREATE ROLE {owner.Name}_tight LOGIN CONNECTION LIMIT 9");
        await JudgesAsync(owner, new() { GreenRole = owner.Name + "_tight" }, FindingSeverity.Warning, "Tight: 9 connections are free (the role's CONNECTION LIMIT 9 - in use 0; *");
    }

    [Fact]
    public async Task Growth_OfBlue_Counts()
    {
        await using KongDatabase owner = await server.CreateAsync();
        await using DatabaseSession blue = await owner.OpenAsync("holding", default);
        await JudgesAsync(owner, new() { BlueNodes = 2, BlueWorkers = 2, BlueConnectionsPerWorker = 40 }, FindingSeverity.Warning, "Tight: *+ 158 more for blue = 194.");
    }

    [Theory]
    [InlineData("pg_max_concurrent_queries = 7\npg_pool_size = 9", "3.9.1", 7)]
    [InlineData("pg_pool_size = 9", "3.9.1", 9)]
    [InlineData("lua_socket_pool_size = 12", "3.9.1", 12)]
    [InlineData("", "3.9.1", 256)]
    [InlineData("", "3.4.2", 30)]
    public void PerWorker_OfAConfiguration_IsItsTightestBound(string text, string version, int count) =>
        ConnectionRoomOptions.PerWorker(KongConfiguration.Parse(text), KongVersion.Parse(version)).Should().Be(count);

    [Fact]
    public async Task Options_OutOfRange_AreRefused()
    {
        await using KongDatabase database = new("Host=h;Database=d;Username=u");
        Action rule = () => _ = new ConnectionRoomRule(database, new() { GreenNodes = 0, BlueWorkers = 0 });
        rule.Should().Throw<ArgumentException>().WithMessage("BlueWorkers is 0*GreenNodes is 0*");
    }

    private static async Task JudgesAsync(KongDatabase database, ConnectionRoomOptions options, FindingSeverity severity, string what)
    {
        PreflightFinding finding = (await new ConnectionRoomRule(database, options).EvaluateAsync(facts, default)).Should().ContainSingle().Which;
        finding.What.Should().Match(what);
        finding.Severity.Should().Be(severity);
    }
}
