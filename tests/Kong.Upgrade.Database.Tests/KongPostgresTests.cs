using Kong.Upgrade.Database.Tests.Support;
using Kong.Upgrade.Migrations;
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

    private static KongPostgresSetup Setup(KongDatabase database, KongDatabase? administrator) => new()
    {
        Database = database,
        Administrator = administrator,
        Blue = SimulatedKong.Of("3.4.2"),
        Green = SimulatedKong.Of("3.9.1"),
    };

    private Task<long> RolesAsync(KongDatabase database) =>
        server.ScalarAsync<long>("postgres", $"SELECT count(*) FROM pg_roles WHERE rolname IN ('{database.Name}_migration', '{database.Name}_green')");
}
