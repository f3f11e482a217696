using Kong.Upgrade.Database.Tests.Upgrade;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.TestServers;
using Microsoft.Extensions.DependencyInjection;

namespace Kong.Upgrade.Database.Tests;

public class KongPostgresTests(PostgresServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connect_WithAnAdministrator_MakesRolesThatRemoveTakesAway()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342), administrator = server.Database(database.Name, "admin");
        await using KongPostgres postgres = await KongPostgres.ConnectAsync(Setup(database, administrator), cancellationToken: Token);
        long made = await RolesAsync(database);

        await postgres.RemoveMigrationRoleAsync(Token);
        await postgres.RemoveMigrationRoleAsync(Token);

        postgres.Notes.Should().BeEmpty();
        postgres.MigrationLogin.Username.Should().Be($"{database.Name}_migration");
        postgres.GreenLogin!.Username.Should().Be($"{database.Name}_green");
        (made, await RolesAsync(database)).Should().Be((2, 1), "green's nodes keep their role");
    }

    [Fact]
    public async Task Connect_WithoutAnAdministrator_SaysWhatToRunAndWhatIsLost()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await using KongPostgres postgres = await KongPostgres.ConnectAsync(Setup(database, null), cancellationToken: Token);

        postgres.Notes.Should().Contain(n => n.Contains("CREATE ROLE", StringComparison.Ordinal)).And.Contain(n => n.Contains("cannot let the migration through", StringComparison.Ordinal));
        (postgres.MigrationLogin, postgres.GreenLogin).Should().Be((database, null));
        (await RolesAsync(database)).Should().Be(0);
        (await postgres.Migrations.GetStateAsync(Token)).New.Should().HaveCount(9);
    }

    [Fact]
    public async Task Connect_ToADatabaseThatIsDown_NamesItAndNoPassword()
    {
        await using KongDatabase nowhere = new($"Host=127.0.0.1;Port={PostgresServer.FreePort()};Database=kong;Username=kong;Password=hidden-word");

        Func<Task> connect = () => KongPostgres.ConnectAsync(Setup(nowhere, null), cancellationToken: Token);

        (await connect.Should().ThrowAsync<UpgradeServiceException>()).Which.Message.Should().Contain($"kong@127.0.0.1:{nowhere.Port}/kong").And.Contain("Start the server").And.NotContain("hidden-word");
    }

    [Fact]
    public async Task UsePostgres_GivesEveryPartToTheRunner()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342), administrator = server.Database(database.Name, "admin");
        await using KongPostgres postgres = await KongPostgres.ConnectAsync(Setup(database, administrator), cancellationToken: Token);
        ServiceCollection services = new();

        services.AddKongUpgrade().UsePostgres(postgres).UsePostgres(postgres);

        await using ServiceProvider provider = services.BuildServiceProvider();
        provider.GetRequiredService<IMigrationRunner>().Should().BeOfType<KongCliMigrationRunner>().And.BeSameAs(postgres.Migrations);
        provider.GetRequiredService<IWriteFreeze>().Should().BeSameAs(postgres.Freeze);
        provider.GetRequiredService<IBackup>().Should().BeSameAs(postgres.Backup);
        provider.GetRequiredService<IBlueWitness>().Should().BeSameAs(postgres.Witness);
        provider.GetServices<IPreflightRule>().Should().Equal(postgres.Rules);
        await postgres.RemoveMigrationRoleAsync(Token);
    }

    [Fact]
    public async Task Rules_WithoutALoginOfTheMigrationsOwn_BlockUntilTheLeakIsAccepted()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        PreflightFacts facts = new() { Plan = World.Plan(), Migrations = new(), Share = default };

        async Task<PreflightFinding> FindAsync(bool leaks)
        {
            await using KongPostgres postgres = await KongPostgres.ConnectAsync(new() { Database = database, Green = SimulatedKong.Of("3.9.1"), Freeze = new() { LetThroughKongLock = leaks } }, cancellationToken: Token);
            return (await postgres.Rules.Single(r => r.Id == "database-freeze").EvaluateAsync(facts, Token)).Single();
        }

        PreflightFinding refused = await FindAsync(leaks: false);
        (refused.Severity, (await FindAsync(leaks: true)).Severity).Should().Be((FindingSeverity.Blocking, FindingSeverity.Warning));
        refused.What.Should().Contain("leave 'up' half done");
        refused.Remedy.Should().Contain("MigrationLogin");
    }

    [Fact]
    public async Task Witness_WithNobodyToCompareWith_IsNone()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await using KongPostgres postgres = await KongPostgres.ConnectAsync(new() { Database = database, Blue = SimulatedKong.Of("3.4.2"), Green = SimulatedKong.Of("3.9.1") }, cancellationToken: Token);

        postgres.Witness.Should().BeNull("one that can only say that it cannot tell would halt every run");
    }

    private static KongPostgresSetup Setup(KongDatabase database, KongDatabase? administrator) => new()
    {
        Database = database,
        Administrator = administrator,
        Blue = SimulatedKong.Of("3.4.2"),
        Green = SimulatedKong.Of("3.9.1"),
        Witness = new() { BlueAdmin = new("http://127.0.0.1:8001") },
    };

    private Task<long> RolesAsync(KongDatabase database) =>
        server.ScalarAsync<long>("postgres", $"SELECT count(*) FROM pg_roles WHERE rolname IN ('{database.Name}_migration', '{database.Name}_green')");
}
