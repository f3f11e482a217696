using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic.Nginx;

namespace Kong.Upgrade.Traffic.Tests.Nginx;

/// <summary>The first time, and when options change.</summary>
public class NginxPrepareTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(NginxMode.Reload, "include ", "does not include")]
    [InlineData(NginxMode.Reload, "proxy_pass ", "'$kong_upgrade_upstream'")]
    [InlineData(NginxMode.Lua, "set_by_lua_file ", "'set_by_lua_file $kong_upgrade_split'")]
    public async Task SetShare_WhileALineIsMissing_NamesItAndLeavesTheFileToBeIncluded(NginxMode mode, string line, string named)
    {
        await using NginxBench bench = await NginxBench.StartAsync(mode, prepare: false);
        bench.Write();
        string text = string.Join('\n', (await File.ReadAllTextAsync(bench.Server.ConfigurationFile, Token)).Split('\n').Where(l => !l.TrimStart().StartsWith(line, StringComparison.Ordinal) && (line != "include " || !l.Contains("kong_upgrade", StringComparison.Ordinal))));
        await File.WriteAllTextAsync(bench.Server.ConfigurationFile, text, Token);
        if (line != "include ") await NginxTroubleTests.TroubleAsync(() => bench.Splitter().PrepareAsync(Token));
        await bench.Server.StartAsync();
        foreach (Func<Task> act in (Func<Task>[])[() => bench.Splitter().PrepareAsync(Token), () => bench.Splitter().SetShareAsync(TrafficShare.FromPercent(5), Token)])
            (await NginxTroubleTests.TroubleAsync(act)).Should().Contain(named).And.Contain("include \"" + bench.Options.IncludeFile);
        bench.Write();
        await bench.Server.ReloadAsync();
        await Eventually.HoldsAsync(async () => await bench.Splitter().PrepareAsync(Token) == TrafficShare.AllBlue, "with the lines it works, and nobody got green meanwhile");
    }

    [Theory]
    [MemberData(nameof(NginxShareTests.Modes), MemberType = typeof(NginxShareTests))]
    public async Task Prepare_AfterAnOptionChanged_KeepsTheShare(NginxMode mode)
    {
        await using NginxBench bench = await NginxBench.StartAsync(mode);
        await bench.Splitter().SetShareAsync(TrafficShare.FromPercent(40), Token);
        bench.Options.TesterHeader = "X-Kong-Side";
        (await NginxTroubleTests.TroubleAsync(() => bench.Splitter().GetShareAsync(Token))).Should().Contain("that these options do not make");
        (await bench.Splitter().PrepareAsync(Token)).Should().Be(TrafficShare.FromPercent(40));
        (await NginxShareTests.AskAsync(bench, "X-Kong-Side", "green", 20)).From("green").Should().Be(20);
    }

    [Theory]
    [MemberData(nameof(NginxShareTests.Modes), MemberType = typeof(NginxShareTests))]
    public async Task Prepare_ForTheNextUpgrade_TakesTheOldGreenAsBlueAndRefusesAnythingElse(NginxMode mode)
    {
        await using NginxBench bench = await NginxBench.StartAsync(mode);
        await bench.Splitter().SetShareAsync(TrafficShare.AllGreen, Token);
        (IReadOnlyList<string> blue, IReadOnlyList<string> green) = (bench.Options.Blue, bench.Options.Green);
        bench.Options.Green = ["127.0.0.1:9"];
        (await NginxTroubleTests.TroubleAsync(() => bench.Splitter().PrepareAsync(Token))).Should().Contain("would move them all to " + blue[0]);
        (await Load.RunAsync(bench.Server.Address, 20)).From("green").Should().Be(20);
        bench.Options.Blue = green;
        await using Load load = Load.Start(bench.Server.Address, new() { KeepsAlive = false });
        (await bench.Splitter().PrepareAsync(Token)).Should().Be(TrafficShare.AllBlue);
        LoadCounts counts = await load.StopAsync();
        counts.From("green").Should().Be(counts.Answers, "the same nodes under a new name: {0}", counts);
        counts.Bad.Should().Be(0);
    }

    [Fact]
    public async Task SetShare_WithoutTheModule_SaysWhichPackage()
    {
        await using NginxBench bench = await NginxBench.StartAsync(NginxMode.Reload);
        bench.Options.Mode = NginxMode.Njs;
        (await NginxTroubleTests.TroubleAsync(() => bench.Splitter().SetShareAsync(TrafficShare.FromPercent(5), Token))).Should().Contain("js_import").And.Contain("libnginx-mod-http-js");
        bench.Options.Mode = NginxMode.Lua;
        (await NginxTroubleTests.TroubleAsync(() => bench.Splitter().SetShareAsync(TrafficShare.FromPercent(5), Token))).Should().Contain("libnginx-mod-http-lua");
        bench.Options.Mode = NginxMode.Reload;
        (await bench.Splitter().GetShareAsync(Token)).Should().Be(TrafficShare.AllBlue);
    }
}
