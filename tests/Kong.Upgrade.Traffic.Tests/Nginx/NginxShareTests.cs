using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic.Nginx;

namespace Kong.Upgrade.Traffic.Tests.Nginx;

/// <summary>What users really get.</summary>
public class NginxShareTests
{
    public static TheoryData<NginxMode> Modes => [NginxMode.Reload, NginxMode.Njs, NginxMode.Lua];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task SetShare_FromTinyToHalf_IsWhatUsersGet(NginxMode mode)
    {
        await using NginxBench bench = await NginxBench.StartAsync(mode);
        foreach (double percent in (double[])[0.1, 1, 10, 50, 100, 0])
        {
            TrafficShare share = await bench.Splitter().SetShareAsync(TrafficShare.FromPercent(percent), Token);
            LoadCounts counts = await Load.RunAsync(bench.Server.Address, percent is 0 or 100 ? 300 : 6000);
            counts.Bad.Should().Be(0, counts.ToString());
            Binomial.Problem(counts.From("green"), counts.Answers, share.Fraction).Should().BeNull();
        }
        bench.Green.Should().OnlyContain(g => g.Requests(null) > 0, "each node has its part");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Restart_OfNginx_KeepsTheShare(NginxMode mode)
    {
        await using NginxBench bench = await NginxBench.StartAsync(mode);
        await bench.Splitter().SetShareAsync(TrafficShare.AllGreen, Token);
        await bench.Server.StopAsync();
        (await FluentActions.Awaiting(() => bench.Splitter().GetShareAsync(Token)).Should().ThrowAsync<UpgradeServiceException>()).Which.IsTransient.Should().BeTrue("nobody knows the share of an nginx that does not run");
        await bench.Server.StartAsync();
        (await bench.Splitter().GetShareAsync(Token)).Should().Be(TrafficShare.AllGreen);
        await bench.Server.KillAsync();
        await bench.Server.StartAsync();
        (await bench.Splitter().GetShareAsync(Token)).Should().Be(TrafficShare.AllGreen, "nothing that a killed nginx leaves behind keeps it from starting");
        (await Load.RunAsync(bench.Server.Address, 50)).From("green").Should().Be(50);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Key_ThatNamesAUser_KeepsUsersOnTheirSideWhileTheShareGrows(NginxMode mode)
    {
        await using NginxBench bench = await NginxBench.StartAsync(mode, o => o.Key = "$http_x_user");
        bench.Splitter().Capabilities.IsSticky.Should().BeTrue();
        HashSet<int> before = [];
        foreach (double percent in (double[])[10, 40, 70])
        {
            await bench.Splitter().SetShareAsync(TrafficShare.FromPercent(percent), Token);
            HashSet<int> green = [.. (await SidesAsync(bench)).Where(s => s.Value).Select(s => s.Key)];
            (await SidesAsync(bench)).Where(s => s.Value).Select(s => s.Key).Should().BeEquivalentTo(green, "a user asks again and stays");
            before.Except(green).Should().BeEmpty("nobody goes back to blue when the share grows");
            Binomial.Problem(green.Count, 200, percent / 100).Should().BeNull();
            before = green;
        }
    }

    [Fact]
    public async Task Key_UnderNjsAndLua_HasTheSameSide()
    {
        Dictionary<int, bool>[] sides = new Dictionary<int, bool>[2];
        foreach ((int i, NginxMode mode) in ((int, NginxMode)[])[(0, NginxMode.Njs), (1, NginxMode.Lua)])
        {
            await using NginxBench bench = await NginxBench.StartAsync(mode, o => o.Key = "$http_x_user");
            await bench.Splitter().SetShareAsync(TrafficShare.FromPercent(33.3333), Token);
            sides[i] = await SidesAsync(bench);
        }
        sides[0].Should().Equal(sides[1]);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task TesterHeader_AtAnyShare_ChoosesTheSide(NginxMode mode)
    {
        await using NginxBench bench = await NginxBench.StartAsync(mode, o => o.TesterHeader = "X-Kong-Side");
        bench.Splitter().Capabilities.RoutesTesters.Should().BeTrue();
        foreach (TrafficShare share in (TrafficShare[])[TrafficShare.AllBlue, TrafficShare.AllGreen])
        {
            await bench.Splitter().SetShareAsync(share, Token);
            foreach (string side in (string[])["green", "blue"]) (await AskAsync(bench, "X-Kong-Side", side, 10)).From(side).Should().Be(10);
            (await AskAsync(bench, "X-Kong-Side", "kong_upgrade_green", 10)).From(share == TrafficShare.AllGreen ? "green" : "blue").Should().Be(10, "another value is no choice");
        }
    }

    internal static Task<LoadCounts> AskAsync(NginxBench bench, string header, string value, long requests = 1) =>
        Load.RunAsync(bench.Server.Address, requests, new() { Users = 1, Headers = new Dictionary<string, string> { [header] = value } });

    private static async Task<Dictionary<int, bool>> SidesAsync(NginxBench bench)
    {
        Dictionary<int, bool> isGreen = [];
        for (int user = 0; user < 200; user++) isGreen[user] = (await AskAsync(bench, "X-User", $"user-{user}")).From("green") == 1;
        return isGreen;
    }
}
