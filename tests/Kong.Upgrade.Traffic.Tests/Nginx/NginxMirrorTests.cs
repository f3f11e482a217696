using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic.Nginx;

namespace Kong.Upgrade.Traffic.Tests.Nginx;

public class NginxMirrorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(NginxShareTests.Modes), MemberType = typeof(NginxShareTests))]
    public async Task Mirror_OfAPart_SendsGetsOfBlueToGreenAsWellAndNothingElse(NginxMode mode)
    {
        await using NginxBench bench = await NginxBench.StartAsync(mode, o => o.Mirror = TrafficShare.FromPercent(25));
        bench.Splitter().Capabilities.Mirrors.Should().BeTrue();
        foreach (NginxBackend green in bench.Green) green.Status = 500;
        LoadCounts counts = await Load.RunAsync(bench.Server.Address, 1200);
        counts.From("blue").Should().Be(1200, "users see nothing of it: {0}", counts);
        await Eventually.HoldsAsync(() => Task.FromResult(Binomial.Problem(Mirrored(bench, "GET"), 1200, 0.25) is null), "a quarter came to green as well");
        await Load.RunAsync(bench.Server.Address, 50, new() { Method = "POST", Body = "x" });
        Mirrored(bench, "POST").Should().Be(0, "a repeated POST would do things twice");
        long before = Mirrored(bench, "GET");
        foreach (NginxBackend green in bench.Green) green.Status = 200;
        await bench.Splitter().SetShareAsync(TrafficShare.AllGreen, Token);
        await Load.RunAsync(bench.Server.Address, 100);
        Mirrored(bench, "GET").Should().Be(before + 100, "what green answers itself is not sent to it twice");
    }

    [Fact]
    public async Task Mirror_AndSplit_ChooseUsersIndependently()
    {
        await using NginxBench bench = await NginxBench.StartAsync(NginxMode.Reload, o => (o.Key, o.Mirror) = ("$http_x_user", TrafficShare.FromPercent(50)));
        await bench.Splitter().SetShareAsync(TrafficShare.FromPercent(50), Token);
        long mirrored = 0, blue = 0;
        for (int user = 0; user < 200; user++)
        {
            long before = Mirrored(bench, "GET");
            if ((await NginxShareTests.AskAsync(bench, "X-User", $"user-{user}")).From("green") == 1) continue;
            blue++;
            mirrored += Mirrored(bench, "GET") - before;
        }
        Binomial.Problem(mirrored, blue, 0.5).Should().BeNull("the same hash would mirror all of blue's users or none");
    }

    private static long Mirrored(NginxBench bench, string method) => bench.Green.Sum(g => g.Requests(method));
}
