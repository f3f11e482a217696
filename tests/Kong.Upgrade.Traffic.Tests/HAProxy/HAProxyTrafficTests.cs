using System.Globalization;
using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic.HAProxy;

namespace Kong.Upgrade.Traffic.Tests.HAProxy;

/// <summary>Where users' requests really go.</summary>
public sealed class HAProxyTrafficTests : IAsyncDisposable
{
    private readonly HAProxyInstance haproxy = new();

    [Theory]
    [InlineData(HAProxyMode.Weights, new[] { 1.0, 10, 50 })]
    [InlineData(HAProxyMode.Map, new[] { 0.1, 1, 10, 50 })]
    public async Task SetShare_EachShare_IsWhatUsersGet(HAProxyMode mode, double[] percents)
    {
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(HAProxyOptionsOf.Of(mode, haproxy));
        foreach (double percent in percents)
        {
            TrafficShare share = await splitter.SetShareAsync(TrafficShare.FromPercent(percent), TestContext.Current.CancellationToken);
            LoadCounts seen = await Load.RunAsync(haproxy.Address, 5_000);

            share.Should().Be(TrafficShare.FromPercent(percent));
            seen.Bad.Should().Be(0, seen.ToString());
            ShareBand.Problem(share, seen.From("blue"), seen.From("green"), isSticky: false).Should().BeNull();
        }
    }

    [Fact]
    public async Task SetShare_MapAt50_SpreadsOverBothGreenNodes()
    {
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(HAProxyOptionsOf.Map(haproxy));
        await splitter.SetShareAsync(TrafficShare.FromPercent(50), TestContext.Current.CancellationToken);
        LoadCounts seen = await Load.RunAsync(haproxy.Address, 4_000);

        ShareBand.Problem(TrafficShare.FromPercent(50), seen.From("green1"), seen.From("green2"), isSticky: false).Should().BeNull();
    }

    [Theory]
    [InlineData(HAProxyMode.Weights, 0, "green")]
    [InlineData(HAProxyMode.Map, 0, "green")]
    [InlineData(HAProxyMode.Weights, 100, "blue")]
    [InlineData(HAProxyMode.Map, 100, "blue")]
    public async Task SetShare_NothingOrEverything_TheOtherSideGetsNoRequest(HAProxyMode mode, double percent, string other)
    {
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(HAProxyOptionsOf.Of(mode, haproxy));
        await splitter.SetShareAsync(TrafficShare.FromPercent(100 - percent), TestContext.Current.CancellationToken);
        await splitter.SetShareAsync(TrafficShare.FromPercent(percent), TestContext.Current.CancellationToken);
        LoadCounts seen = await Load.RunAsync(haproxy.Address, 2_000);

        (seen.Bad, seen.From(other)).Should().Be((0, 0));
    }

    [Theory]
    [InlineData(HAProxyMode.Weights, "kept")]
    [InlineData(HAProxyMode.Map, "kept")]
    [InlineData(HAProxyMode.Weights, "fresh")]
    [InlineData(HAProxyMode.Map, "fresh")]
    [InlineData(HAProxyMode.Weights, "HTTP/2")]
    [InlineData(HAProxyMode.Map, "HTTP/2")]
    public async Task SetShare_TwentyChangesUnderLoad_NoUserSeesAnything(HAProxyMode mode, string connections)
    {
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(
            HAProxyOptionsOf.Of(mode, haproxy),
            text => connections == "HTTP/2" ? text.Replace($":{haproxy.Port}", $":{haproxy.Port} proto h2", StringComparison.Ordinal) : text);
        await using Load load = Load.Start(haproxy.Address, new() { KeepsAlive = connections != "fresh", IsHttp2 = connections == "HTTP/2" });
        for (int i = 0; i < 20; i++)
        {
            await splitter.SetShareAsync(TrafficShare.FromPercent(((double[])[1, 25, 100, 0, 50])[i % 5]), TestContext.Current.CancellationToken);
            await load.MoreAsync(100);
        }
        LoadCounts seen = await load.StopAsync();

        seen.Bad.Should().Be(0, seen.ToString());
    }

    [Fact]
    public async Task Retreat_UnderLoad_GreenGetsNothingOnceItReturned()
    {
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(HAProxyOptionsOf.Map(haproxy));
        await splitter.SetShareAsync(TrafficShare.AllGreen, TestContext.Current.CancellationToken);
        await using Load load = Load.Start(haproxy.Address);
        await load.MoreAsync(100);
        await splitter.SetShareAsync(TrafficShare.AllBlue, TestContext.Current.CancellationToken);
        // A request that chose its side before may still be on its way: one a user.
        long green = haproxy.Nodes["green1"].Asked("GET") + haproxy.Nodes["green2"].Asked("GET");
        await load.MoreAsync(500);

        (haproxy.Nodes["green1"].Asked("GET") + haproxy.Nodes["green2"].Asked("GET")).Should().BeLessThanOrEqualTo(green + 4);
    }

    [Theory]
    [InlineData(0, "green", "green")]
    [InlineData(100, "blue", "blue")]
    [InlineData(0, "other", "blue")]
    public async Task TesterHeader_WhateverTheShare_ChoosesTheSide(double percent, string value, string side)
    {
        HAProxyOptions options = HAProxyOptionsOf.Map(haproxy);
        options.TesterHeader = "X-Kong-Side";
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(options);
        await splitter.SetShareAsync(TrafficShare.FromPercent(percent), TestContext.Current.CancellationToken);
        LoadCounts seen = await Load.RunAsync(haproxy.Address, 100, new() { Headers = new Dictionary<string, string> { ["X-Kong-Side"] = value } });

        seen.From(side).Should().Be(100, seen.ToString());
    }

    [Fact]
    public async Task Key_WithAGrowingShare_ClientsStayOnGreenAndOthersJoin()
    {
        HAProxyOptions options = HAProxyOptionsOf.Map(haproxy);
        options.Key = "req.cook(client)";
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(options);
        HashSet<int> before = [];
        foreach (double percent in (double[])[5, 20, 50, 90])
        {
            await splitter.SetShareAsync(TrafficShare.FromPercent(percent), TestContext.Current.CancellationToken);
            HashSet<int> green = [];
            for (int client = 0; client < 200; client++)
            {
                LoadCounts seen = await Load.RunAsync(haproxy.Address, 2, new() { Users = 1, Headers = new Dictionary<string, string> { ["Cookie"] = string.Create(CultureInfo.InvariantCulture, $"client={client}") } });
                (seen.From("green") is 0 or 2).Should().BeTrue("a client stays on its side");
                if (seen.From("green") == 2) green.Add(client);
            }
            before.Should().BeSubsetOf(green);
            ShareBand.Problem(TrafficShare.FromPercent(percent), 200 - green.Count, green.Count, isSticky: false).Should().BeNull();
            before = green;
        }
    }

    [Fact]
    public async Task Key_RequestsWithoutIt_AreDecidedAlone()
    {
        HAProxyOptions options = HAProxyOptionsOf.Map(haproxy);
        options.Key = "req.cook(client)";
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(options);
        await splitter.SetShareAsync(TrafficShare.FromPercent(50), TestContext.Current.CancellationToken);
        LoadCounts seen = await Load.RunAsync(haproxy.Address, 2_000);

        ShareBand.Problem(TrafficShare.FromPercent(50), seen.From("blue"), seen.From("green"), isSticky: false).Should().BeNull();
    }

    public ValueTask DisposeAsync() => haproxy.DisposeAsync();
}
