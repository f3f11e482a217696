using Kong.Upgrade.Backup;
using Kong.Upgrade.Testing.Contracts;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Backup;

public sealed class ContractTests(PostgresServer server) : IAsyncDisposable
{
    private readonly List<BackupBench> benches = [];

    public static TheoryData<string> Names => [.. new ContractTests(null!).Cases().Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public Task Backup_OfPostgres_KeepsThePromise(string name)
    {
        server.SkipIfAbsent();
        return Cases().Single(c => c.Name == name).RunAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (BackupBench bench in benches) await bench.DisposeAsync();
    }

    private IReadOnlyList<ContractCase> Cases() => BackupContract.Cases(
        async _ => (await BenchAsync()).Backup,
        BackupBench.Request("run-1"),
        (_, _) => server.DumpAsync(benches[^1].Database.Name),
        (_, _) => benches[^1].ExecuteAsync("DELETE FROM plugins; DELETE FROM schema_meta WHERE subsystem <> 'core'"),
        async _ =>
        {
            BackupBench bench = await BenchAsync();
            bench.Interpose("pg_dump", "exit 1");
            return bench.Backup;
        },
        TimeSpan.FromMinutes(2));

    private async Task<BackupBench> BenchAsync()
    {
        benches.Add(await BackupBench.OnAsync(server));
        return benches[^1];
    }
}
