using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;
using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic.HAProxy;

namespace Kong.Upgrade.Traffic.Tests.HAProxy;

/// <summary>Green fails everything, users see nothing, and the failures are green's all the same.</summary>
public sealed class HAProxyShieldTests : IAsyncDisposable
{
    private const int Refused = -1;

    private readonly HAProxyInstance haproxy = new();

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(0)]
    [InlineData(Refused)]
    public async Task Get_GreenFailsEveryRequest_IsAnsweredByBlueAndCountsAsGreensError(int status)
    {
        (HAProxyTrafficSplitter splitter, HAProxyProbe probe) = await StartAsync();
        await splitter.SetShareAsync(TrafficShare.FromPercent(25), TestContext.Current.CancellationToken);
        await FailAsync(status);
        await ReadAsync(probe);
        LoadCounts seen = await Load.RunAsync(haproxy.Address, 2_000);
        IReadOnlyList<NodeReading> nodes = await ReadAsync(probe);

        seen.Bad.Should().Be(0, seen.ToString());
        long green = Of(nodes, ClusterSide.Green, n => n.Requests);
        ShareBand.Problem(TrafficShare.FromPercent(25), 2_000 - green, green, isSticky: false).Should().BeNull();
        (Of(nodes, ClusterSide.Green, n => n.Errors), Of(nodes, ClusterSide.Blue, n => n.Requests), Of(nodes, ClusterSide.Blue, n => n.Errors)).Should().Be((green, 2_000 - green, 0));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(0)]
    public async Task Post_GreenFailsEveryRequest_IsNeverRepeated(int status)
    {
        (HAProxyTrafficSplitter splitter, HAProxyProbe probe) = await StartAsync();
        await splitter.SetShareAsync(TrafficShare.FromPercent(25), TestContext.Current.CancellationToken);
        await FailAsync(status);
        await ReadAsync(probe);
        LoadCounts seen = await Load.RunAsync(haproxy.Address, 1_000, new() { Method = "POST", Body = "side effect" });
        IReadOnlyList<NodeReading> nodes = await ReadAsync(probe);

        haproxy.Nodes.Values.Sum(n => n.Asked("POST")).Should().Be(1_000, "each has its effect once");
        long green = haproxy.Nodes["green1"].Asked("POST") + haproxy.Nodes["green2"].Asked("POST");
        seen.Bad.Should().Be(green, seen.ToString());
        (Of(nodes, ClusterSide.Green, n => n.Errors), Of(nodes, ClusterSide.Green, n => n.Requests), Of(nodes, ClusterSide.Blue, n => n.Errors)).Should().Be((green, green, 0));
    }

    [Fact]
    public async Task Get_GreenFailsAtAHundredPercent_IsStillAnsweredByBlue()
    {
        (HAProxyTrafficSplitter splitter, _) = await StartAsync();
        await splitter.SetShareAsync(TrafficShare.AllGreen, TestContext.Current.CancellationToken);
        await FailAsync(503);
        LoadCounts seen = await Load.RunAsync(haproxy.Address, 500);

        (seen.Bad, seen.From("blue")).Should().Be((0, 500));
    }

    [Fact]
    public async Task Get_BlueFails_IsNotShielded()
    {
        (_, HAProxyProbe probe) = await StartAsync();
        haproxy.Nodes["blue1"].Status = haproxy.Nodes["blue2"].Status = 503;
        await ReadAsync(probe);
        LoadCounts seen = await Load.RunAsync(haproxy.Address, 200);
        IReadOnlyList<NodeReading> nodes = await ReadAsync(probe);

        (seen.Bad, haproxy.Nodes.Values.Sum(n => n.Asked("GET"))).Should().Be((200, 200));
        (Of(nodes, ClusterSide.Blue, n => n.Errors), Of(nodes, ClusterSide.Blue, n => n.Requests), Of(nodes, ClusterSide.Green, n => n.Requests)).Should().Be((200, 200, 0));
    }

    [Fact]
    public async Task Get_BothSidesFail_EachErrorIsCountedOnTheSideItWasMeantFor()
    {
        (HAProxyTrafficSplitter splitter, HAProxyProbe probe) = await StartAsync();
        await splitter.SetShareAsync(TrafficShare.FromPercent(50), TestContext.Current.CancellationToken);
        foreach (HAProxyNode node in haproxy.Nodes.Values) node.Status = 503;
        await ReadAsync(probe);
        await Load.RunAsync(haproxy.Address, 400);
        IReadOnlyList<NodeReading> nodes = await ReadAsync(probe);

        nodes.Sum(n => n.Requests).Should().Be(400);
        nodes.Sum(n => n.Errors).Should().Be(400);
    }

    public ValueTask DisposeAsync() => haproxy.DisposeAsync();

    private async Task<(HAProxyTrafficSplitter Splitter, HAProxyProbe Probe)> StartAsync()
    {
        HAProxyOptions options = HAProxyOptionsOf.Map(haproxy);
        (options.Shield, options.ShieldedStatuses) = (true, [500, 502, 503, 504]);
        return (await haproxy.StartAsync(options), new(options));
    }

    private async Task FailAsync(int status)
    {
        foreach (HAProxyNode node in haproxy.Nodes.Values.Where(n => n.Name.StartsWith("green", StringComparison.Ordinal)))
        {
            if (status == Refused) await node.DisposeAsync();
            else node.Status = status;
        }
    }

    internal static async Task<IReadOnlyList<NodeReading>> ReadAsync(HAProxyProbe probe)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return (await probe.ReadAsync(new(now, now), TestContext.Current.CancellationToken)).Nodes;
    }

    private static long Of(IReadOnlyList<NodeReading> nodes, ClusterSide side, Func<NodeReading, long> count) => nodes.Where(n => n.Side == side).Sum(count);
}
