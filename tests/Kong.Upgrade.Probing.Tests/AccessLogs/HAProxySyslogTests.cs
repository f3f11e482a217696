using Kong.Upgrade.Clusters;
using Kong.Upgrade.Testing.Contracts;
using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic;
using Kong.Upgrade.Traffic.HAProxy;

namespace Kong.Upgrade.Probing.Tests.AccessLogs;

/// <summary>A real HAProxy that sends its log.</summary>
public class HAProxySyslogTests
{
    private const int Refused = -1;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HAProxyMode.Map)]
    [InlineData(HAProxyMode.Weights)]
    public async Task Read_JoiningWindowsUnderLoad_CountEachRequestOnceAtItsNode(HAProxyMode mode)
    {
        await using HAProxyBench bench = await HAProxyBench.StartAsync(mode);
        await bench.Splitter.SetShareAsync(TrafficShare.FromPercent(50), Token);
        using AccessLogProbe probe = AccessLogProbe.OfHAProxy(bench.Options);
        Readings readings = await Readings.BeginAsync(probe);
        await using Load load = Load.Start(bench.HAProxy.Address);
        for (int i = 0; i < 10; i++)
        {
            await load.MoreAsync(100);
            await readings.LookAsync();
        }
        LoadCounts counts = await load.StopAsync();
        await readings.UntilAsync(counts.Answers);
        readings.Nodes.GroupBy(n => n.Node).ToDictionary(g => g.Key, g => g.Sum(n => n.Requests)).Should().BeEquivalentTo(bench.HAProxy.Nodes.ToDictionary(n => n.Key, n => n.Value.Asked("GET")));
        (readings.Nodes.Sum(n => n.Latency.Count), readings.Nodes.Sum(n => n.Errors), readings.Blind.Count, readings.Troubles.Count).Should().Be((counts.Answers, 0, 0, 0));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(0)]
    [InlineData(Refused)]
    public async Task Read_WhatGreenFailedBehindTheShield_IsGreensError(int status)
    {
        await using HAProxyBench bench = await HAProxyBench.StartAsync(HAProxyMode.Map, o => (o.Shield, o.ShieldedStatuses) = (true, [500, 503]));
        await bench.Splitter.SetShareAsync(TrafficShare.FromPercent(25), Token);
        await FailAsync(bench.Green, status);
        using AccessLogProbe probe = AccessLogProbe.OfHAProxy(bench.Options);
        Readings readings = await Readings.BeginAsync(probe);
        LoadCounts seen = await Load.RunAsync(bench.HAProxy.Address, 1_000);
        await readings.UntilAsync(1_000);
        seen.Bad.Should().Be(0, seen.ToString());
        long green = readings.Of(ClusterSide.Green, n => n.Requests);
        ShareBand.Problem(TrafficShare.FromPercent(25), 1_000 - green, green, isSticky: false).Should().BeNull();
        (readings.Of(ClusterSide.Green, n => n.Errors), readings.Of(ClusterSide.Blue, n => n.Errors)).Should().Be((green, 0));
        readings.Nodes.Where(n => n.Requests > 0 && n.Side == ClusterSide.Green).Select(n => n.Node).Distinct().Should().BeEquivalentTo("green1", "green2");
    }

    [Fact]
    public async Task Read_OfPostsThatGreenFails_CountsEachOnceAtGreen()
    {
        await using HAProxyBench bench = await HAProxyBench.StartAsync(HAProxyMode.Map, o => o.Shield = true);
        await bench.Splitter.SetShareAsync(TrafficShare.AllGreen, Token);
        await FailAsync(bench.Green, 0);
        using AccessLogProbe probe = AccessLogProbe.OfHAProxy(bench.Options);
        Readings readings = await Readings.BeginAsync(probe);
        await Load.RunAsync(bench.HAProxy.Address, 40, new() { Method = "POST", Body = "side effect", KeepsAlive = false });
        await readings.UntilAsync(40);
        readings.Of(ClusterSide.Green, n => n.Errors).Should().Be(40);
    }

    [Fact]
    public async Task Read_WithWeightsWhileGreenRefuses_SaysThatItCannotTellWho()
    {
        await using HAProxyBench bench = await HAProxyBench.StartAsync(HAProxyMode.Weights);
        await bench.Splitter.SetShareAsync(TrafficShare.FromPercent(50), Token);
        await FailAsync(bench.Green, Refused);
        using AccessLogProbe probe = AccessLogProbe.OfHAProxy(bench.Options);
        Readings readings = await Readings.BeginAsync(probe);
        await Load.RunAsync(bench.HAProxy.Address, 40);
        await readings.UntilAsync(40);
        readings.Blind.Select(b => b.Node).Distinct().Should().BeEquivalentTo("blue1", "blue2", "green1", "green2");
        readings.Nodes.Sum(n => n.Errors).Should().BeLessThan(40, "blue answered most");
    }

    [Fact]
    public async Task Read_OfTwoBlueNodesOneOfWhichRefuses_CountsForBlue()
    {
        await using HAProxyBench bench = await HAProxyBench.StartAsync(HAProxyMode.Map);
        await FailAsync(bench.Blue.Take(1), Refused);
        using AccessLogProbe probe = AccessLogProbe.OfHAProxy(bench.Options);
        Readings readings = await Readings.BeginAsync(probe);
        await Load.RunAsync(bench.HAProxy.Address, 60);
        await readings.UntilAsync(60);
        NodeReading[] failed = [.. readings.Nodes.Where(n => n.Errors > 0)];
        failed.Should().NotBeEmpty().And.OnlyContain(n => n.Node == "one of blue1, blue2" && n.Side == ClusterSide.Blue);
    }

    [Fact]
    public async Task Read_OfTestersAndOfWhatIsNoRequest_CountsNothing()
    {
        await using HAProxyBench bench = await HAProxyBench.StartAsync(HAProxyMode.Map, o => o.TesterHeader = "X-Side");
        using AccessLogProbe probe = AccessLogProbe.OfHAProxy(bench.Options);
        Readings readings = await Readings.BeginAsync(probe);
        foreach (string side in (string[])["green", "blue"]) await Load.RunAsync(bench.HAProxy.Address, 20, new() { Headers = new Dictionary<string, string> { ["X-Side"] = side } });
        await bench.HAProxy.ReloadAsync();
        await Load.RunAsync(bench.HAProxy.Address, 30, new() { Headers = new Dictionary<string, string> { ["X-Side"] = "purple" } });
        await readings.UntilAsync(30);
        (readings.Of(ClusterSide.Green, n => n.Requests), readings.Troubles.Count).Should().Be((0, 0));
    }

    [Theory]
    [InlineData(HAProxyMode.Map)]
    [InlineData(HAProxyMode.Weights)]
    public async Task Contract_OfAProbe_Holds(HAProxyMode mode)
    {
        await using HAProxyBench bench = await HAProxyBench.StartAsync(mode);
        foreach (ContractCase contract in MetricsProbeContract.Cases(_ => Task.FromResult<IMetricsProbe>(AccessLogProbe.OfHAProxy(bench.Options)), null, _ => Task.FromResult<IMetricsProbe>(AccessLogProbe.OfHAProxy(bench.Options))))
            await contract.RunAsync(Token);
    }

    [Fact]
    public void Probe_WithoutAPort_IsRefused() =>
        FluentActions.Invoking(() => AccessLogProbe.OfHAProxy(new HAProxyOptions { Socket = "/run/h.sock", Backend = "kong", Blue = ["b"], Green = ["g"] })).Should().Throw<ArgumentException>().WithMessage("*AccessLogPort*");

    private static async Task FailAsync(IEnumerable<HAProxyNode> nodes, int status)
    {
        foreach (HAProxyNode node in nodes)
            if (status == Refused) await node.DisposeAsync();
            else node.Status = status;
    }
}
