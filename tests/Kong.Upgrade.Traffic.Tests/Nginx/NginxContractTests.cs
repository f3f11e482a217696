using Kong.Upgrade.Testing.Contracts;
using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic.Nginx;

namespace Kong.Upgrade.Traffic.Tests.Nginx;

public class NginxContractTests
{
    [Theory]
    [InlineData(NginxMode.Reload)]
    [InlineData(NginxMode.Njs)]
    [InlineData(NginxMode.Lua)]
    public async Task Contract_OnARealNginx_Holds(NginxMode mode)
    {
        await using NginxBench bench = await NginxBench.StartAsync(mode);
        foreach (ContractCase contract in TrafficSplitterContract.Cases(_ => Task.FromResult<ITrafficSplitter>(bench.Splitter()))) await contract.RunAsync(TestContext.Current.CancellationToken);
    }
}
