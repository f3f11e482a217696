using Kong.Upgrade.Testing.Contracts;
using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic.Nginx;

namespace Kong.Upgrade.Traffic.Tests.Nginx;

/// <summary>What every splitter must hold in trouble, held by a real nginx.</summary>
public class NginxTroubleContractTests
{
    [Theory]
    [InlineData(NginxMode.Reload)]
    [InlineData(NginxMode.Njs)]
    [InlineData(NginxMode.Lua)]
    public async Task TroubleContract_OnARealNginx_Holds(NginxMode mode)
    {
        await using NginxBench bench = await NginxBench.StartAsync(mode);
        foreach (ContractCase contract in TrafficSplitterContract.TroubleCases(_ => Task.FromResult(Troubled(bench)))) await contract.RunAsync(TestContext.Current.CancellationToken);
    }

    private static BalancerUnderTest Troubled(NginxBench bench) => new()
    {
        Splitter = bench.Splitter(),
        Another = bench.Splitter,
        Restart = async _ =>
        {
            await bench.Server.StopAsync();
            await bench.Server.StartAsync();
        },
        Refuse = _ => RefuseAsync(bench),
        Obey = _ => ObeyAsync(bench),
    };

    // Without a reload nobody reads the configuration, so there only an nginx that is gone refuses.
    private static async Task RefuseAsync(NginxBench bench)
    {
        if (bench.Options.Mode is NginxMode.Reload) bench.Write("no_such_directive on;");
        else await bench.Server.KillAsync();
    }

    private static async Task ObeyAsync(NginxBench bench)
    {
        bench.Write();
        if (bench.Server.MasterId is null) await bench.Server.StartAsync();
    }
}
