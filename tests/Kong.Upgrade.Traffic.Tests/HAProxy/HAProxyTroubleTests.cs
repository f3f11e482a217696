using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic.HAProxy;

namespace Kong.Upgrade.Traffic.Tests.HAProxy;

/// <summary>Restarts, other people's hands, nodes that are down.</summary>
public sealed class HAProxyTroubleTests : IAsyncDisposable
{
    private readonly HAProxyInstance haproxy = new();

    [Theory]
    [InlineData(HAProxyMode.Weights, false)]
    [InlineData(HAProxyMode.Map, false)]
    [InlineData(HAProxyMode.Weights, true)]
    [InlineData(HAProxyMode.Map, true)]
    public async Task GetShare_AfterARestartOrReload_IsWhatWasSet(HAProxyMode mode, bool isReload)
    {
        HAProxyOptions options = HAProxyOptionsOf.Of(mode, haproxy);
        if (mode is HAProxyMode.Weights) options.ServerStateFile = haproxy.StateFile;
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(options);
        await splitter.SetShareAsync(TrafficShare.FromPercent(25), TestContext.Current.CancellationToken);

        if (isReload) await haproxy.ReloadAsync();
        else await RestartAsync();

        (await splitter.GetShareAsync(TestContext.Current.CancellationToken)).Should().Be(TrafficShare.FromPercent(25));
        (await splitter.SetShareAsync(TrafficShare.AllBlue, TestContext.Current.CancellationToken)).Should().Be(TrafficShare.AllBlue);
    }

    [Fact]
    public async Task GetShare_AfterARestartWithoutAStateFile_IsWhatIsConfigured()
    {
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(HAProxyOptionsOf.Weights(haproxy));
        await splitter.SetShareAsync(TrafficShare.FromPercent(25), TestContext.Current.CancellationToken);
        await RestartAsync();

        (await splitter.GetShareAsync(TestContext.Current.CancellationToken)).Should().Be(TrafficShare.AllBlue);
    }

    [Theory]
    [InlineData(HAProxyMode.Weights)]
    [InlineData(HAProxyMode.Map)]
    public async Task Retreat_WhileHAProxyIsDown_SaysSoAndWorksWhenItIsBack(HAProxyMode mode)
    {
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(HAProxyOptionsOf.Of(mode, haproxy));
        await splitter.SetShareAsync(TrafficShare.FromPercent(25), TestContext.Current.CancellationToken);
        await haproxy.KillAsync();

        (await splitter.Invoking(s => s.SetShareAsync(TrafficShare.AllBlue, TestContext.Current.CancellationToken)).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*could not be asked*").Which.IsTransient.Should().BeTrue();
        await haproxy.StartAsync();
        // With a map the restart alone was enough: the retreat had reached the file.
        if (mode is HAProxyMode.Map) (await splitter.GetShareAsync(TestContext.Current.CancellationToken)).Should().Be(TrafficShare.AllBlue);
        (await splitter.SetShareAsync(TrafficShare.AllBlue, TestContext.Current.CancellationToken)).Should().Be(TrafficShare.AllBlue);
    }

    [Fact]
    public async Task GetShare_HAProxyHangs_EndsInTime()
    {
        HAProxyOptions options = HAProxyOptionsOf.Weights(haproxy);
        options.AnswerWithin = TimeSpan.FromMilliseconds(300);
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(options);
        await haproxy.FreezeAsync();

        (await splitter.Invoking(s => s.GetShareAsync(TestContext.Current.CancellationToken)).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*did not answer*within 0.3 s*").Which.IsTransient.Should().BeTrue();
        await haproxy.UnfreezeAsync();
        await Eventually.HoldsAsync(async () => await TryAsync(splitter) == TrafficShare.AllBlue, "it answers again");
    }

    [Theory]
    [InlineData(HAProxyMode.Weights, "set weight kong/green1 256", 33.3333)]
    [InlineData(HAProxyMode.Map, "set map {map} share 500000", 50)]
    public async Task GetShare_SomebodyElseChangedIt_IsWhatIsInForce(HAProxyMode mode, string command, double percent)
    {
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(HAProxyOptionsOf.Of(mode, haproxy));
        await haproxy.AskAsync(command.Replace("{map}", haproxy.MapFile, StringComparison.Ordinal));

        (await splitter.GetShareAsync(TestContext.Current.CancellationToken)).Should().Be(TrafficShare.FromPercent(percent));
    }

    [Theory]
    [InlineData(HAProxyMode.Weights)]
    [InlineData(HAProxyMode.Map)]
    public async Task SetShare_TwoWritersAtOnce_EndsWithOneOfTheShares(HAProxyMode mode)
    {
        HAProxyOptions options = HAProxyOptionsOf.Of(mode, haproxy);
        HAProxyTrafficSplitter one = await haproxy.StartAsync(options), other = new(options);
        foreach (TrafficShare share in (TrafficShare[])[TrafficShare.FromPercent(25), TrafficShare.AllGreen])
        {
            await Task.WhenAll(SetAsync(one, TrafficShare.FromPercent(50)), SetAsync(other, share));
            TrafficShare now = await one.GetShareAsync(TestContext.Current.CancellationToken);
            await SetAsync(one, now);
        }
        (await one.SetShareAsync(TrafficShare.AllBlue, TestContext.Current.CancellationToken)).Should().Be(TrafficShare.AllBlue);
    }

    [Theory]
    [InlineData(HAProxyMode.Weights, "*green has weight but no server that takes requests*green1 MAINT*")]
    [InlineData(HAProxyMode.Map, "*gives green 25 %, but*no green server takes requests*green1 MAINT*")]
    public async Task GetShare_GreenIsInMaintenance_IsAnErrorAndNotANumber(HAProxyMode mode, string message)
    {
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(HAProxyOptionsOf.Of(mode, haproxy));
        await splitter.SetShareAsync(TrafficShare.FromPercent(25), TestContext.Current.CancellationToken);
        foreach (string name in (string[])["green1", "green2"]) await haproxy.AskAsync($"disable server kong/{name}");

        (await splitter.Invoking(s => s.GetShareAsync(TestContext.Current.CancellationToken)).Should().ThrowAsync<UpgradeServiceException>()).WithMessage(message);
        (await splitter.Invoking(s => s.SetShareAsync(TrafficShare.FromPercent(50), TestContext.Current.CancellationToken)).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*not given 50 %*no green server*");
        (await splitter.SetShareAsync(TrafficShare.AllBlue, TestContext.Current.CancellationToken)).Should().Be(TrafficShare.AllBlue);
    }

    [Theory]
    [InlineData(HAProxyMode.Weights)]
    [InlineData(HAProxyMode.Map)]
    public async Task Retreat_BlueIsInMaintenance_LeavesGreenItsPart(HAProxyMode mode)
    {
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(HAProxyOptionsOf.Of(mode, haproxy));
        await splitter.SetShareAsync(TrafficShare.AllGreen, TestContext.Current.CancellationToken);
        foreach (string name in (string[])["blue1", "blue2"]) await haproxy.AskAsync($"disable server kong/{name}");

        (await splitter.GetShareAsync(TestContext.Current.CancellationToken)).Should().Be(TrafficShare.AllGreen);
        (await splitter.Invoking(s => s.SetShareAsync(TrafficShare.AllBlue, TestContext.Current.CancellationToken)).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*no blue server*Green keeps its part*");
        (await Load.RunAsync(haproxy.Address, 100)).From("green").Should().Be(100);
        foreach (string name in (string[])["blue1", "blue2"]) await haproxy.AskAsync($"enable server kong/{name}");
        (await splitter.SetShareAsync(TrafficShare.AllBlue, TestContext.Current.CancellationToken)).Should().Be(TrafficShare.AllBlue);
    }

    [Fact]
    public async Task GetShare_OneGreenServerOfTwoIsDrained_IsTheRealShare()
    {
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(HAProxyOptionsOf.Weights(haproxy));
        await splitter.SetShareAsync(TrafficShare.FromPercent(50), TestContext.Current.CancellationToken);
        await haproxy.AskAsync("set server kong/green2 state drain");

        (await splitter.GetShareAsync(TestContext.Current.CancellationToken)).Should().Be(TrafficShare.FromPercent(100.0 / 3));
    }

    [Fact]
    public async Task SetShare_OneGreenServerOfTwoIsInMaintenance_TheOtherGetsGreensWholeShare()
    {
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(HAProxyOptionsOf.Map(haproxy));
        await haproxy.AskAsync("disable server kong/green1");
        await splitter.SetShareAsync(TrafficShare.AllGreen, TestContext.Current.CancellationToken);

        (await Load.RunAsync(haproxy.Address, 200)).From("green2").Should().Be(200);
    }

    [Fact]
    public async Task SetShare_MapWhereGreenHasWeights_TakesThemAway()
    {
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(HAProxyOptionsOf.Map(haproxy));
        await haproxy.AskAsync("set weight kong/green1 1");

        (await splitter.Invoking(s => s.GetShareAsync(TestContext.Current.CancellationToken)).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*must be 0*");
        (await splitter.SetShareAsync(TrafficShare.AllBlue, TestContext.Current.CancellationToken)).Should().Be(TrafficShare.AllBlue);
    }

    [Fact]
    public async Task SetShare_SomebodyClearedTheMap_PutsItBack()
    {
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(HAProxyOptionsOf.Map(haproxy));
        await haproxy.AskAsync($"clear map {haproxy.MapFile}");

        (await splitter.GetShareAsync(TestContext.Current.CancellationToken)).Should().Be(TrafficShare.AllBlue);
        (await splitter.SetShareAsync(TrafficShare.FromPercent(0.1), TestContext.Current.CancellationToken)).Should().Be(TrafficShare.FromPercent(0.1));
    }

    [Fact]
    public async Task SetShare_TheFileCannotBeWritten_IsInForceAllTheSame()
    {
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(HAProxyOptionsOf.Map(haproxy));
        // Where the new file would be written first.
        Directory.CreateDirectory(haproxy.MapFile + ".new");

        (await splitter.SetShareAsync(TrafficShare.FromPercent(25), TestContext.Current.CancellationToken)).Should().Be(TrafficShare.FromPercent(25));
        (await splitter.SetShareAsync(TrafficShare.AllBlue, TestContext.Current.CancellationToken)).Should().Be(TrafficShare.AllBlue);
    }

    [Fact]
    public async Task SetShare_SocketIsNotOfLevelAdmin_SaysSo()
    {
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(HAProxyOptionsOf.Weights(haproxy), text => text.Replace("level admin", "level user", StringComparison.Ordinal));

        (await splitter.Invoking(s => s.SetShareAsync(TrafficShare.AllGreen, TestContext.Current.CancellationToken)).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*Permission denied*level admin*");
    }

    [Fact]
    public async Task SetShare_BackendWhoseWeightsCannotChange_SaysSo()
    {
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(HAProxyOptionsOf.Weights(haproxy), text => text.Replace("balance roundrobin", "balance static-rr", StringComparison.Ordinal));

        (await splitter.Invoking(s => s.SetShareAsync(TrafficShare.FromPercent(25), TestContext.Current.CancellationToken)).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*static LB algorithm*roundrobin*");
    }

    [Fact]
    public async Task GetShare_NamesThatHAProxyDoesNotKnow_SaysSo()
    {
        HAProxyOptions options = HAProxyOptionsOf.Map(haproxy), otherBackend = HAProxyOptionsOf.Map(haproxy), otherMap = HAProxyOptionsOf.Map(haproxy), otherServer = HAProxyOptionsOf.Map(haproxy);
        await haproxy.StartAsync(options);
        (otherBackend.Backend, otherMap.MapFile, otherServer.Green) = ("gnok", "/no.map", ["green3"]);

        foreach ((HAProxyOptions wrong, string message) in ((HAProxyOptions, string)[])[(otherBackend, "*find backend*"), (otherMap, "*ConfigurationToAdd*"), (otherServer, "*no server green3; it has blue1, blue2, green1, green2*")])
            (await new HAProxyTrafficSplitter(wrong).Invoking(s => s.GetShareAsync(TestContext.Current.CancellationToken)).Should().ThrowAsync<UpgradeServiceException>()).WithMessage(message);
    }

    public ValueTask DisposeAsync() => haproxy.DisposeAsync();

    private async Task RestartAsync()
    {
        await haproxy.KillAsync();
        await haproxy.StartAsync();
    }

    private static async Task SetAsync(HAProxyTrafficSplitter splitter, TrafficShare share)
    {
        try
        {
            await splitter.SetShareAsync(share, TestContext.Current.CancellationToken);
        }
        catch (UpgradeServiceException failure) when (failure.IsTransient)
        {
            // The other one was in the way, and it says so.
        }
    }

    private static async Task<TrafficShare?> TryAsync(HAProxyTrafficSplitter splitter)
    {
        try
        {
            return await splitter.GetShareAsync(TestContext.Current.CancellationToken);
        }
        catch (UpgradeServiceException)
        {
            return null;
        }
    }
}
