using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;
using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic.HAProxy;

namespace Kong.Upgrade.Traffic.Tests.HAProxy;

public sealed class HAProxyProbeTests : IAsyncDisposable
{
    private static readonly DateTimeOffset start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly HAProxyInstance haproxy = new();

    [Theory]
    [InlineData(HAProxyMode.Weights)]
    [InlineData(HAProxyMode.Map)]
    public async Task Read_RequestsOfBothSides_AreCountedOnceAtTheirNode(HAProxyMode mode)
    {
        (HAProxyTrafficSplitter splitter, HAProxyProbe probe) = await StartAsync(mode);
        await splitter.SetShareAsync(TrafficShare.FromPercent(50), TestContext.Current.CancellationToken);
        await ReadAsync(probe, 0);
        await Load.RunAsync(haproxy.Address, 1_000);
        ProbeReading reading = await ReadAsync(probe, 1);

        reading.Nodes.ToDictionary(n => n.Node, n => n.Requests).Should().BeEquivalentTo(haproxy.Nodes.ToDictionary(n => n.Key, n => n.Value.Asked("GET")));
        reading.Nodes.Should().OnlyContain(n => n.Errors == 0 && n.UpstreamErrors == 0 && n.Latency.Count == 0);
        (await ReadAsync(probe, 2)).Nodes.Should().OnlyContain(n => n.Requests == 0, "each window has its own").And.HaveCount(4);
    }

    [Fact]
    public async Task Read_AnswersOfEveryKind_AreCountedAndOnly5xxAreErrors()
    {
        (_, HAProxyProbe probe) = await StartAsync(HAProxyMode.Weights);
        await ReadAsync(probe, 0);
        foreach (int status in (int[])[200, 301, 404, 429, 500, 503, 599])
        {
            haproxy.Nodes["blue1"].Status = haproxy.Nodes["blue2"].Status = status;
            await Load.RunAsync(haproxy.Address, 10, new() { Users = 1 });
        }
        ProbeReading reading = await ReadAsync(probe, 1);

        (reading.Nodes.Sum(n => n.Requests), reading.Nodes.Sum(n => n.Errors)).Should().Be((70, 30));
    }

    [Fact]
    public async Task Read_TheFirstTime_HasNothingToCompareWith()
    {
        (_, HAProxyProbe probe) = await StartAsync(HAProxyMode.Weights);

        ProbeReading reading = await ReadAsync(probe, 0);
        (reading.CouldLook, reading.Trouble).Should().Be((false, reading.Trouble));
        reading.Trouble.Should().Contain("first look");
    }

    [Fact]
    public async Task Read_TheSameWindowAgain_IsAnsweredAlike()
    {
        (_, HAProxyProbe probe) = await StartAsync(HAProxyMode.Weights);
        await ReadAsync(probe, 0);
        await Load.RunAsync(haproxy.Address, 50);
        ProbeReading reading = await ReadAsync(probe, 1);
        await Load.RunAsync(haproxy.Address, 50);

        (await ReadAsync(probe, 1)).Nodes.Sum(n => n.Requests).Should().Be(50).And.Be(reading.Nodes.Sum(n => n.Requests));
        (await ReadAsync(probe, 2)).Nodes.Sum(n => n.Requests).Should().Be(50);
    }

    [Theory]
    [InlineData("restart")]
    [InlineData("reload")]
    [InlineData("clear counters all")]
    public async Task Read_CountsWereLost_SaysSoOnceAndGoesOn(string how)
    {
        (_, HAProxyProbe probe) = await StartAsync(HAProxyMode.Weights);
        await Load.RunAsync(haproxy.Address, 50);
        await ReadAsync(probe, 0);
        await (how switch { "restart" => RestartAsync(), "reload" => haproxy.ReloadAsync(), _ => haproxy.AskAsync(how) });
        // More than there were before: only who asks for the process notices.
        if (how != "clear counters all") await Load.RunAsync(haproxy.Address, 200);
        ProbeReading lost = await ReadAsync(probe, 1);
        await Load.RunAsync(haproxy.Address, 30);

        lost.Trouble.Should().Contain("counts anew");
        (await ReadAsync(probe, 2)).Nodes.Sum(n => n.Requests).Should().Be(30);
    }

    [Fact]
    public async Task Read_HAProxyIsGone_SaysSoAndLosesNothingWhenItWasOnlySilent()
    {
        HAProxyOptions options = HAProxyOptionsOf.Weights(haproxy);
        options.AnswerWithin = TimeSpan.FromSeconds(1);
        await haproxy.StartAsync(options);
        HAProxyProbe probe = new(options);
        await Eventually.HoldsAsync(async () => !(await ReadAsync(probe, 0)).Trouble!.Contains("not answer", StringComparison.Ordinal), "a base");
        await Load.RunAsync(haproxy.Address, 50);
        await haproxy.FreezeAsync();
        (await ReadAsync(probe, 1)).Trouble.Should().Contain("did not answer");
        await haproxy.UnfreezeAsync();
        int second = 2;
        ProbeReading? back = null;
        await Eventually.HoldsAsync(async () => (back = await ReadAsync(probe, second++)).CouldLook, "it can look again");
        back!.Nodes.Sum(n => n.Requests).Should().Be(50);
        await haproxy.KillAsync();
        (await ReadAsync(probe, second)).Trouble.Should().Contain("could not be asked");
    }

    [Fact]
    public async Task Read_UnderLoad_AddsUpToWhatUsersSaw()
    {
        (HAProxyTrafficSplitter splitter, HAProxyProbe probe) = await StartAsync(HAProxyMode.Map);
        await splitter.SetShareAsync(TrafficShare.FromPercent(25), TestContext.Current.CancellationToken);
        await ReadAsync(probe, 0);
        await using Load load = Load.Start(haproxy.Address);
        long requests = 0, errors = 0;
        for (int second = 1; second < 30; second++)
        {
            await load.MoreAsync(50);
            ProbeReading reading = await ReadAsync(probe, second);
            requests += reading.Nodes.Sum(n => n.Requests);
            errors += reading.Nodes.Sum(n => n.Errors);
        }
        LoadCounts seen = await load.StopAsync();
        requests += (await ReadAsync(probe, 30)).Nodes.Sum(n => n.Requests);

        (requests, errors).Should().Be((seen.Answers, 0));
    }

    public ValueTask DisposeAsync() => haproxy.DisposeAsync();

    private async Task<(HAProxyTrafficSplitter, HAProxyProbe)> StartAsync(HAProxyMode mode)
    {
        HAProxyOptions options = HAProxyOptionsOf.Of(mode, haproxy);
        return (await haproxy.StartAsync(options), new(options));
    }

    private async Task RestartAsync()
    {
        await haproxy.KillAsync();
        await haproxy.StartAsync();
    }

    private static Task<ProbeReading> ReadAsync(HAProxyProbe probe, int second) =>
        probe.ReadAsync(new(start.AddSeconds(second), start.AddSeconds(second + 1)), TestContext.Current.CancellationToken);
}
