using Kong.Upgrade.Migrations;
using Kong.Upgrade.Testing.Contracts;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Migrations;

/// <summary>What every migration runner promises, with the simulated kong on a recorded database.</summary>
public class ContractTests(PostgresServer server)
{
    public static TheoryData<string> Names => [.. Cases(null!).Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public Task Runner_KeepsIts_Contract(string name) => Cases(server).Single(c => c.Name == name).RunAsync(TestContext.Current.CancellationToken);

    private static IReadOnlyList<ContractCase> Cases(PostgresServer server) => MigrationRunnerContract.Cases(
        async _ => (await server.AsMigratorAsync(await server.RestoreAsync(Dumps.Before342))).Runner(SimulatedKong.Of("3.9.1")),
        async _ =>
        {
            server.SkipIfAbsent();
            await Task.CompletedTask;
            return new KongDatabase($"Host=127.0.0.1;Port={PostgresServer.FreePort()};Database=kong;Username=kong").Runner(SimulatedKong.Of("3.9.1"));
        },
        TimeSpan.FromMinutes(1));
}
