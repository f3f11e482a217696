using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic.Nginx;

namespace Kong.Upgrade.Traffic.Tests.Nginx;

/// <summary>What goes wrong, and what is left of it.</summary>
public class NginxTroubleTests
{
    public static TheoryData<NginxMode> Modes => [NginxMode.Reload, NginxMode.Njs, NginxMode.Lua];

    private static readonly TrafficShare half = TrafficShare.FromPercent(50), quarter = TrafficShare.FromPercent(25);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SetShare_WhileTheConfigurationIsBrokenElsewhere_PutsTheOldFileBack()
    {
        await using NginxBench bench = await NginxBench.StartAsync(NginxMode.Reload);
        await bench.Splitter().SetShareAsync(half, Token);
        string before = await File.ReadAllTextAsync(bench.Options.IncludeFile, Token);
        bench.Write("no_such_directive on;");
        (await TroubleAsync(() => bench.Splitter().SetShareAsync(quarter, Token))).Should().Contain("unknown directive \"no_such_directive\"").And.Contain("as it was");
        (await File.ReadAllTextAsync(bench.Options.IncludeFile, Token)).Should().Be(before);
        (await bench.Splitter().GetShareAsync(Token)).Should().Be(half);
        bench.Write();
        (await bench.Splitter().SetShareAsync(quarter, Token)).Should().Be(quarter);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Retreat_WhileTheConfigurationIsBrokenElsewhere_WorksOrWaitsForTheNextLoad(NginxMode mode)
    {
        await using NginxBench bench = await NginxBench.StartAsync(mode);
        await bench.Splitter().SetShareAsync(half, Token);
        bench.Write("no_such_directive on;");
        if (mode is not NginxMode.Reload)
        {
            (await bench.Splitter().SetShareAsync(TrafficShare.AllBlue, Token)).Should().Be(TrafficShare.AllBlue, "nothing is loaded for it");
            return;
        }
        (await TroubleAsync(() => bench.Splitter().SetShareAsync(TrafficShare.AllBlue, Token))).Should().Contain("says all blue already");
        (await bench.Splitter().GetShareAsync(Token)).Should().Be(half, "that is what nginx has");
        bench.Write();
        await bench.Server.ReloadAsync();
        await Eventually.HoldsAsync(async () => await bench.Splitter().GetShareAsync(Token) == TrafficShare.AllBlue, "whoever mends the configuration has all blue");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Retreat_WhileGreensNamesDoNotResolve_Works(NginxMode mode)
    {
        await using NginxBench bench = await NginxBench.StartAsync(mode);
        await bench.Splitter().SetShareAsync(half, Token);
        bench.Options.Green = ["no-such-host.invalid:8000"];
        (await TroubleAsync(() => bench.Splitter().SetShareAsync(half, Token))).Should().Contain("host not found in upstream");
        NginxTrafficSplitter splitter = bench.Splitter();
        (await splitter.SetShareAsync(TrafficShare.AllBlue, Token)).Should().Be(TrafficShare.AllBlue);
        (await splitter.SetShareAsync(TrafficShare.AllBlue, Token)).Should().Be(TrafficShare.AllBlue);
        (await Load.RunAsync(bench.Server.Address, 50)).From("blue").Should().Be(50);
        bench.Log.Entries.Should().Contain(e => e.Id == KongUpgradeEventIds.SplitGreenLeftOut);
    }

    [Fact]
    public async Task SetShare_AfterACrashBetweenWritingAndLoading_Repairs()
    {
        await using NginxBench bench = await NginxBench.StartAsync(NginxMode.Reload);
        await bench.Splitter().SetShareAsync(half, Token);
        await File.WriteAllTextAsync(bench.Options.IncludeFile, new NginxInclude(bench.Options).Text(quarter, NginxInclude.NewGeneration()), Token);
        (await bench.Splitter().GetShareAsync(Token)).Should().Be(half, "nginx has not loaded the other one");
        (await bench.Splitter().SetShareAsync(half, Token)).Should().Be(half);
        await bench.Server.StopAsync();
        await bench.Server.StartAsync();
        (await bench.Splitter().GetShareAsync(Token)).Should().Be(half, "the file says the same again");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task GetShare_AfterAForeignHandOnTheFile_RefusesAndSetShareMends(NginxMode mode)
    {
        await using NginxBench bench = await NginxBench.StartAsync(mode);
        await bench.Splitter().SetShareAsync(half, Token);
        string text = await File.ReadAllTextAsync(bench.Options.IncludeFile, Token);
        await File.WriteAllTextAsync(bench.Options.IncludeFile, text.Replace("max_fails=0", "max_fails=1", StringComparison.Ordinal), Token);
        (await TroubleAsync(() => bench.Splitter().GetShareAsync(Token))).Should().Contain("somebody else changed or removed it");
        await bench.Server.ReloadAsync();
        (await TroubleAsync(() => bench.Splitter().GetShareAsync(Token))).Should().Contain("somebody else changed or removed it");
        (await bench.Splitter().SetShareAsync(quarter, Token)).Should().Be(quarter);
        File.Delete(bench.Options.IncludeFile);
        (await TroubleAsync(() => bench.Splitter().GetShareAsync(Token))).Should().Contain("changed or removed");
    }

    [Theory]
    [InlineData(NginxMode.Njs)]
    [InlineData(NginxMode.Lua)]
    public async Task GetShare_WhenTheShareFileIsGoneOrGarbled_IsUnknownAndUsersAreOnBlue(NginxMode mode)
    {
        await using NginxBench bench = await NginxBench.StartAsync(mode);
        await bench.Splitter().SetShareAsync(TrafficShare.AllGreen, Token);
        string file = new NginxInclude(bench.Options).ShareFile;
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).Should().HaveFlag(UnixFileMode.OtherRead, "nginx's workers run as another user");
        foreach (string? text in (string?[])["green 1000000 of 1000000", "green 1000001 of 1000000\n", "green -1 of 1000000\n", "", null])
        {
            if (text is null) File.Delete(file);
            else await File.WriteAllTextAsync(file, text, Token);
            (await TroubleAsync(() => bench.Splitter().GetShareAsync(Token))).Should().Contain("cannot read the share");
            (await Load.RunAsync(bench.Server.Address, 20)).From("blue").Should().Be(20);
        }
        (await bench.Splitter().SetShareAsync(half, Token)).Should().Be(half);
        await File.WriteAllTextAsync(file, "green 0 of 1000000\n", Token);
        (await bench.Splitter().GetShareAsync(Token)).Should().Be(TrafficShare.AllBlue, "a foreign hand on the share is what users get");
    }

    [Fact]
    public async Task SetShare_FromTwoProcesses_TakesTurns()
    {
        await using NginxBench bench = await NginxBench.StartAsync(NginxMode.Reload);
        NginxTrafficSplitter[] splitters = [bench.Splitter(), bench.Splitter(), bench.Splitter()];
        await Task.WhenAll(splitters.Select((s, i) => s.SetShareAsync(TrafficShare.FromPercent(10 * (i + 1)), Token)));
        TrafficShare end = await bench.Splitter().GetShareAsync(Token);
        end.Percent.Should().BeOneOf(10, 20, 30);
        await bench.Server.StopAsync();
        await bench.Server.StartAsync();
        (await bench.Splitter().GetShareAsync(Token)).Should().Be(end, "file and nginx agree");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Retreat_WhileAnotherProcessHangsWithTheLock_DoesNotWaitForIt(NginxMode mode)
    {
        await using NginxBench bench = await NginxBench.StartAsync(mode);
        await bench.Splitter().SetShareAsync(half, Token);
        await using FileStream held = new(bench.Options.IncludeFile + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        (await bench.Splitter().SetShareAsync(TrafficShare.AllBlue, Token)).Should().Be(TrafficShare.AllBlue);
        bench.Log.Entries.Should().Contain(e => e.Id == KongUpgradeEventIds.RetreatOutOfTurn);
    }

    [Fact]
    public async Task SetShare_WhileAnOldWorkerLingers_WaitsForItAndARetreatDoesNot()
    {
        await using NginxBench bench = await NginxBench.StartAsync(NginxMode.Reload, o => o.LingerAtMost = TimeSpan.FromSeconds(60));
        TaskCompletionSource gate = new();
        foreach (NginxBackend blue in bench.Blue) blue.Gate = gate.Task;
        Task<LoadCounts> slow = Load.RunAsync(bench.Server.Address, 1);
        await Eventually.HoldsAsync(() => Task.FromResult(bench.Blue.Sum(b => b.Requests()) == 1), "blue has the slow request");
        Task<TrafficShare> asked = bench.Splitter().SetShareAsync(half, Token);
        await Eventually.HoldsAsync(() => Task.FromResult(bench.Log.Entries.Any(e => e.Id == KongUpgradeEventIds.SplitWorkersLinger)), "the splitter waits for the old worker");
        asked.IsCompleted.Should().BeFalse();
        bench.Options.LingerAtMost = TimeSpan.FromMilliseconds(1);
        string trouble = await TroubleAsync(() => bench.Splitter().SetShareAsync(half, Token));
        bench.Server.WorkerIds().Should().Contain(id => trouble.Contains($"{id}", StringComparison.Ordinal), "the error names the process: {0}", trouble);
        (await bench.Splitter().SetShareAsync(TrafficShare.AllBlue, Token)).Should().Be(TrafficShare.AllBlue);
        bench.Log.Entries.Should().Contain(e => e.Id == KongUpgradeEventIds.RetreatLeavesWorkers);
        gate.SetResult();
        (await slow).Statuses.Should().ContainKey(200);
        (await asked).Should().Be(TrafficShare.AllBlue, "that is what is in force by then");
    }

    [Fact]
    public async Task SetShare_FinerThanNginxCounts_IsRefused()
    {
        NginxOptions options = new() { IncludeFile = "/nowhere/kong-upgrade.conf", Blue = ["127.0.0.1:1"], Green = ["127.0.0.1:2"] };
        (await TroubleAsync(() => new NginxTrafficSplitter(options).SetShareAsync(TrafficShare.FromPercent(0.015), Token))).Should().Contain("hundredths of a percent");
        new NginxTrafficSplitter(options).Capabilities.SmallestStep.Should().Be(TrafficShare.FromPercent(0.01));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task SetShare_WhileNginxDoesNotRun_SaysSo(NginxMode mode)
    {
        await using NginxBench bench = await NginxBench.StartAsync(mode);
        await bench.Server.StopAsync();
        (await TroubleAsync(() => bench.Splitter().SetShareAsync(half, Token))).Should().Contain("Start nginx");
        (await TroubleAsync(() => bench.Splitter().SetShareAsync(TrafficShare.AllBlue, Token))).Should().Contain("says all blue already");
        await bench.Server.StartAsync();
        (await bench.Splitter().GetShareAsync(Token)).Should().Be(TrafficShare.AllBlue, "neither file kept what was refused");
    }

    internal static async Task<string> TroubleAsync(Func<Task> act) => (await FluentActions.Awaiting(act).Should().ThrowAsync<UpgradeServiceException>()).Which.Message;
}
