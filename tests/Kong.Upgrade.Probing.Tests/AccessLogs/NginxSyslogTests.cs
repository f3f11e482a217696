using Kong.Upgrade.Clusters;
using Kong.Upgrade.Testing.Contracts;
using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic;
using Kong.Upgrade.Traffic.Nginx;

namespace Kong.Upgrade.Probing.Tests.AccessLogs;

/// <summary>A real nginx that sends its log.</summary>
public class NginxSyslogTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_JoiningWindowsUnderLoad_CountEachRequestOnce()
    {
        await using NginxBench bench = await StartAsync();
        await bench.Splitter().SetShareAsync(TrafficShare.FromPercent(30), Token);
        using AccessLogProbe probe = new(bench.Options);
        Readings readings = await Readings.BeginAsync(probe);
        await using Load load = Load.Start(bench.Server.Address);
        for (int i = 0; i < 10; i++)
        {
            await load.MoreAsync(100);
            await readings.LookAsync();
        }
        LoadCounts counts = await load.StopAsync();
        await Load.RunAsync(bench.Server.Address, 50, new() { Headers = new Dictionary<string, string> { ["X-Kong-Side"] = "green" } });
        await readings.UntilAsync(counts.Answers);
        readings.Of(ClusterSide.Green, n => n.Requests).Should().Be(counts.From("green"), "testers do not count");
        (readings.Nodes.Sum(n => n.Latency.Count), readings.Nodes.Sum(n => n.Errors), readings.Troubles.Count).Should().Be((counts.Answers, 0, 0));
    }

    [Theory]
    [InlineData(503, 40, 0, 0)]
    [InlineData(0, 40, 0, 0)]
    [InlineData(404, 0, 40, 0)]
    [InlineData(429, 0, 0, 40)]
    public async Task Read_WhatGreenAnsweredBehindTheShield_IsGreens(int status, long errors, long clientErrors, long rateLimited)
    {
        await using NginxBench bench = await StartAsync(o => (o.Shield, o.ShieldedStatuses) = (true, [404, 429, 503]));
        await bench.Splitter().SetShareAsync(TrafficShare.AllGreen, Token);
        foreach (NginxBackend green in bench.Green) green.Status = status;
        using AccessLogProbe probe = new(bench.Options);
        Readings readings = await Readings.BeginAsync(probe);
        (await Load.RunAsync(bench.Server.Address, 40)).From("blue").Should().Be(40, "users saw nothing of it");
        await readings.UntilAsync(40);
        (readings.Of(ClusterSide.Green, n => n.Errors), readings.Of(ClusterSide.Green, n => n.ClientErrors), readings.Of(ClusterSide.Green, n => n.RateLimited), readings.Of(ClusterSide.Blue, n => n.Requests))
            .Should().Be((errors, clientErrors, rateLimited, 0));
    }

    [Fact]
    public async Task Read_WhileNginxRestarts_GoesOn()
    {
        await using NginxBench bench = await StartAsync();
        using AccessLogProbe probe = new(bench.Options);
        Readings readings = await Readings.BeginAsync(probe);
        await Load.RunAsync(bench.Server.Address, 20);
        await readings.UntilAsync(20);
        await bench.Server.StopAsync();
        await bench.Server.StartAsync();
        await Load.RunAsync(bench.Server.Address, 30);
        await readings.UntilAsync(50);
        readings.Troubles.Should().BeEmpty();
    }

    [Fact]
    public async Task Read_OfAUserWhoWentAway_IsNoError()
    {
        await using NginxBench bench = await StartAsync();
        using AccessLogProbe probe = new(bench.Options);
        Readings readings = await Readings.BeginAsync(probe);
        TaskCompletionSource answers = new();
        foreach (NginxBackend node in (NginxBackend[])[.. bench.Blue, .. bench.Green]) node.Gate = answers.Task;
        (await Load.RunAsync(bench.Server.Address, 5, new() { Users = 5, AnswerWithin = TimeSpan.FromMilliseconds(200) })).Failures.Should().Be(5);
        await readings.UntilAsync(5);
        answers.SetResult();
        (readings.Nodes.Sum(n => n.Errors), readings.Nodes.Sum(n => n.ClientErrors)).Should().Be((0, 0));
    }

    [Fact]
    public async Task Contract_OfAProbe_Holds()
    {
        await using NginxBench bench = await StartAsync();
        await Load.RunAsync(bench.Server.Address, 20);
        int taken = bench.Options.AccessLogPort!.Value;
        foreach (ContractCase contract in MetricsProbeContract.Cases(_ => Task.FromResult<IMetricsProbe>(new AccessLogProbe(bench.Options)), null, _ => Task.FromResult<IMetricsProbe>(new AccessLogProbe(new NginxOptions { AccessLogPort = taken }))))
            await contract.RunAsync(Token);
    }

    private static Task<NginxBench> StartAsync(Action<NginxOptions>? change = null) => NginxBench.StartAsync(NginxMode.Njs, o =>
    {
        (o.AccessLogPort, o.TesterHeader) = (UdpPorts.Free(), "X-Kong-Side");
        change?.Invoke(o);
    });
}
