using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic.Nginx;

namespace Kong.Upgrade.Traffic.Tests.Nginx;

/// <summary>Changes of the share while users are at work.</summary>
public class NginxLoadTests
{
    private static readonly double[] steps = [0, 1, 5, 10, 25, 50, 75, 100, 0, 100];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(NginxMode.Njs, false)]
    [InlineData(NginxMode.Lua, false)]
    [InlineData(NginxMode.Njs, true)]
    public async Task SetShare_WithoutReloadWhileUsersKeepTheirConnections_FailsNobody(NginxMode mode, bool isHttp2)
    {
        await using NginxBench bench = await NginxBench.StartAsync(mode, listen: isHttp2 ? " http2" : "");
        await using Load load = Load.Start(bench.Server.Address, new() { IsHttp2 = isHttp2 });
        await ChangeAsync(bench, load, rounds: 2);
        LoadCounts counts = await load.StopAsync();
        counts.Bad.Should().Be(0, counts.ToString());
        counts.From("green").Should().BePositive();
    }

    [Fact]
    public async Task SetShare_WithReloadWhileUsersConnectAnew_FailsNobody()
    {
        await using NginxBench bench = await NginxBench.StartAsync(NginxMode.Reload);
        await using Load load = Load.Start(bench.Server.Address, new() { KeepsAlive = false });
        await ChangeAsync(bench, load, rounds: 1);
        LoadCounts counts = await load.StopAsync();
        counts.Bad.Should().Be(0, counts.ToString());
    }

    [Theory]
    [MemberData(nameof(NginxShareTests.Modes), MemberType = typeof(NginxShareTests))]
    public async Task SetShare_OnceItHasReturned_IsFollowedByEveryNewRequest(NginxMode mode)
    {
        await using NginxBench bench = await NginxBench.StartAsync(mode);
        foreach (double percent in (double[])[100, 0, 100, 0])
        {
            await bench.Splitter().SetShareAsync(TrafficShare.FromPercent(percent), Token);
            (await Load.RunAsync(bench.Server.Address, 200, new() { KeepsAlive = false })).From(percent == 100 ? "green" : "blue").Should().Be(200);
        }
    }

    private static async Task ChangeAsync(NginxBench bench, Load load, int rounds)
    {
        NginxTrafficSplitter splitter = bench.Splitter();
        for (int round = 0; round < rounds; round++)
            foreach (double percent in steps)
            {
                (await splitter.SetShareAsync(TrafficShare.FromPercent(percent), Token)).Percent.Should().Be((decimal)percent);
                await load.MoreAsync(50);
            }
    }
}
