using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;
using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic.Nginx;

namespace Kong.Upgrade.Traffic.Tests.Nginx;

/// <summary>Green fails all requests, and users see nothing of it; the probe does.</summary>
public class NginxShieldTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(NginxMode.Reload, 503)]
    [InlineData(NginxMode.Njs, 503)]
    [InlineData(NginxMode.Lua, 500)]
    [InlineData(NginxMode.Njs, 0)]
    public async Task Shield_WhileGreenFails_AnswersGetsFromBlueAndTheProbeBlamesGreen(NginxMode mode, int status)
    {
        await using NginxBench bench = await StartAsync(mode, [500, 502, 503, 504]);
        bench.Splitter().Capabilities.Shields.Should().BeTrue();
        await bench.Splitter().SetShareAsync(TrafficShare.FromPercent(25), Token);
        foreach (NginxBackend green in bench.Green) green.Status = status;
        using AccessLogProbe probe = new(bench.Options);
        DateTimeOffset from = TimeProvider.System.GetUtcNow();
        LoadCounts counts = await Load.RunAsync(bench.Server.Address, 800);
        (counts.From("blue"), counts.Bad).Should().Be((800, 0), counts.ToString());
        IReadOnlyList<NodeReading> seen = await AccessLogProbeTests.UntilAsync(probe, from, 800);
        NodeReading[] ofGreen = [.. seen.Where(n => n.Side == ClusterSide.Green)];
        Binomial.Problem(ofGreen.Sum(n => n.Requests), 800, 0.25).Should().BeNull("the share that is measured is the one asked for: nothing was taken out of rotation");
        ofGreen.Sum(n => n.Errors).Should().Be(ofGreen.Sum(n => n.Requests));
        seen.Sum(n => n.Requests).Should().Be(800, "each request counts once");
        seen.Where(n => n.Side == ClusterSide.Blue).Sum(n => n.Errors).Should().Be(0);
        ofGreen.Select(n => n.Node).Distinct().Should().BeEquivalentTo(bench.Options.Green, "it took one look or several");
    }

    [Fact]
    public async Task Shield_OfAPost_DoesNotRepeatIt()
    {
        await using NginxBench bench = await StartAsync(NginxMode.Njs, [500, 502, 503, 504]);
        await bench.Splitter().SetShareAsync(TrafficShare.AllGreen, Token);
        foreach (NginxBackend green in bench.Green) green.Status = 503;
        LoadCounts counts = await Load.RunAsync(bench.Server.Address, 40, new() { Method = "POST", Body = "once" });
        counts.Statuses.Should().BeEquivalentTo(new Dictionary<int, long> { [503] = 40 });
        (bench.Green.Sum(g => g.Requests("POST")), bench.Blue.Sum(b => b.Requests())).Should().Be((40, 0));
    }

    [Fact]
    public async Task Shield_OfStatusesThatAreNotNamed_LetsThemThrough()
    {
        await using NginxBench bench = await StartAsync(NginxMode.Njs, [502]);
        await bench.Splitter().SetShareAsync(TrafficShare.AllGreen, Token);
        foreach (NginxBackend green in bench.Green) green.Status = 503;
        (await Load.RunAsync(bench.Server.Address, 20)).Statuses.Should().ContainKey(503);
    }

    [Fact]
    public async Task Shield_WhileGreenIsNotThere_AnswersFromBlue()
    {
        await using NginxBench bench = await StartAsync(NginxMode.Njs, [502, 503, 504]);
        await bench.Splitter().SetShareAsync(TrafficShare.AllGreen, Token);
        foreach (NginxBackend green in bench.Green) await green.DisposeAsync();
        using AccessLogProbe probe = new(bench.Options);
        DateTimeOffset from = TimeProvider.System.GetUtcNow();
        (await Load.RunAsync(bench.Server.Address, 60)).From("blue").Should().Be(60);
        (await Load.RunAsync(bench.Server.Address, 20, new() { Method = "POST", Body = "never sent, so it may be sent elsewhere" })).From("blue").Should().Be(20);
        IReadOnlyList<NodeReading> seen = await AccessLogProbeTests.UntilAsync(probe, from, 80);
        seen.Where(n => n.Side == ClusterSide.Green).Sum(n => n.Errors).Should().Be(80);
    }

    [Fact]
    public async Task NoShield_WhileGreenFails_ShowsUsersAndTheProbe()
    {
        await using NginxBench bench = await NginxBench.StartAsync(NginxMode.Njs, o => o.AccessLog = Path.GetDirectoryName(o.IncludeFile) + "/kong-upgrade.log");
        await bench.Splitter().SetShareAsync(TrafficShare.AllGreen, Token);
        foreach (NginxBackend green in bench.Green) green.Status = 500;
        using AccessLogProbe probe = new(bench.Options);
        DateTimeOffset from = TimeProvider.System.GetUtcNow();
        (await Load.RunAsync(bench.Server.Address, 30)).Statuses.Should().BeEquivalentTo(new Dictionary<int, long> { [500] = 30 });
        IReadOnlyList<NodeReading> seen = await AccessLogProbeTests.UntilAsync(probe, from, 30);
        seen.Where(n => n.Side == ClusterSide.Green).Sum(n => n.Errors).Should().Be(30);
    }

    private static Task<NginxBench> StartAsync(NginxMode mode, int[] statuses) => NginxBench.StartAsync(mode, o =>
        (o.Shield, o.ShieldedStatuses, o.AccessLog) = (true, statuses, Path.GetDirectoryName(o.IncludeFile) + "/kong-upgrade.log"));
}
