using Kong.Upgrade.Testing.Contracts;
using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic.HAProxy;

namespace Kong.Upgrade.Traffic.Tests.HAProxy;

/// <summary>What every splitter must hold in trouble, held by a real HAProxy.</summary>
public class HAProxyTroubleContractTests
{
    [Theory]
    [InlineData(HAProxyMode.Weights)]
    [InlineData(HAProxyMode.Map)]
    public async Task TroubleContract_OnARealHAProxy_Holds(HAProxyMode mode)
    {
        await using HAProxyInstance haproxy = new();
        HAProxyOptions options = HAProxyOptionsOf.Of(mode, haproxy);
        if (mode is HAProxyMode.Weights) options.ServerStateFile = haproxy.StateFile;
        await haproxy.StartAsync(options);
        foreach (ContractCase contract in TrafficSplitterContract.TroubleCases(_ => Task.FromResult(Troubled(haproxy, options)))) await contract.RunAsync(TestContext.Current.CancellationToken);
    }

    private static BalancerUnderTest Troubled(HAProxyInstance haproxy, HAProxyOptions options) => new()
    {
        Splitter = new HAProxyTrafficSplitter(options),
        Another = () => new HAProxyTrafficSplitter(options),
        Restart = async _ =>
        {
            await haproxy.KillAsync();
            await haproxy.StartAsync();
        },
        Refuse = _ => haproxy.KillAsync(),
        Obey = _ => haproxy.StartAsync(),
    };
}
