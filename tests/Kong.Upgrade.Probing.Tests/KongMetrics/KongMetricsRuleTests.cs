using Kong.Upgrade.Clusters;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Probing.KongMetrics;
using Kong.Upgrade.Tests;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Probing.Tests;

/// <summary>What is found before anything is changed.</summary>
public sealed class KongMetricsRuleTests : IAsyncDisposable
{
    private readonly NodeText text = new();
    private readonly RawNode blue = new(), green = new();

    [Fact]
    public async Task Evaluate_NodesThatCount_FindsNothing()
    {
        text.Serve("r", 200);
        (await FindAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Evaluate_BlueCannotBeRead_Blocks()
    {
        blue.Answer = [];
        (await FindAsync(serve: false)).Should().ContainSingle(f => f.StartsWith("Blocking: The metrics of b1 of Blue could not be read: no answer from"));
    }

    [Fact]
    public async Task Evaluate_GreenIsNotUp_IsInformation()
    {
        blue.Serves(text.ToString());
        green.Answer = [];
        (await FindAsync(serve: false)).Should().ContainSingle().Which.Should().StartWith("Information: The metrics of g1 of Green");
    }

    [Fact]
    public async Task Evaluate_OtherVersion_Blocks()
    {
        text.Version = "3.8.1";
        (await FindAsync()).Should().Contain(f => f.StartsWith("Blocking:") && f.Contains("says that it is Kong 3.8.1"));
    }

    [Theory]
    [InlineData(false, true, "Blocking: b1 of Blue shows traffic but counts no requests")]
    [InlineData(false, false, "Warning: b1 of Blue answered 6000 requests and shows no kong_http_requests_total")]
    [InlineData(true, false, "Warning: b1 of Blue tells no latency")]
    public async Task Evaluate_GroupsThatAreOff_AreFound(bool status, bool latency, string found)
    {
        (text.TellsStatus, text.TellsLatency) = (status, latency);
        text.Serve("r", 200, 5000);
        (await FindAsync()).Should().Contain(f => f.StartsWith(found));
    }

    [Theory]
    [InlineData(0.79, null)]
    [InlineData(0.81, "Warning: The prometheus_metrics dictionary of b1 of Blue is 81 % full")]
    [InlineData(1.0, "Blocking: The prometheus_metrics dictionary of b1 of Blue is 100 % full")]
    public async Task Evaluate_Dictionary_IsLookedAt(double use, string? found)
    {
        text.Serve("r", 200).Used = (long)(text.Size * use);
        IReadOnlyList<string> findings = await FindAsync();
        if (found is null) findings.Should().BeEmpty();
        else findings.Should().Contain(f => f.StartsWith(found) && f.Contains("nginx_http_lua_shared_dict"));
    }

    [Theory, InlineData(300, false), InlineData(2000, true)]
    public async Task Evaluate_RoutesThatDoNotFit_AreFound(int routes, bool found)
    {
        text.Serve("r", 200);
        (await FindAsync(routes: routes)).Any(f => f.StartsWith("Warning: 2000 routes take traffic, but about 362 fit")).Should().Be(found);
    }

    [Fact]
    public async Task Evaluate_RoutesOfANodeThatHasMany_GoByItsOwnUse()
    {
        for (int i = 0; i < 100; i++) text.Serve($"r{i}", 200);
        text.Used = 40960 + (100 * 2048);
        (await FindAsync(routes: 2000)).Should().BeEmpty();
        (await FindAsync(routes: 3000)).Should().Contain(f => f.Contains("about 2540 fit"));
    }

    [Fact]
    public async Task Evaluate_From28_TellsWhatWillBeMissing()
    {
        blue.Serves(new NodeText { Version = "2.8.5" }.Serve("r", 200).ToString());
        green.Answer = [];
        IReadOnlyList<string> found = await FindAsync("2.8.5", serve: false);
        found.Should().Contain(f => f.StartsWith("Information: Kong 2.8.5 does not tell whether an error came"));
        found.Should().Contain(f => f.StartsWith("Warning: The prometheus plugin of Kong 2.8.5 has no status_code_metrics"));
        found.Should().Contain(f => f.Contains("different buckets of request latency; both have 25, 50, 80, 100, 400, 1000, 2000, 5000, 10000, 30000, 60000 ms"));
    }

    [Fact]
    public async Task Evaluate_From34_NamesTheBoundsThatBothHave()
    {
        blue.Serves(new NodeText { Version = "3.4.2" }.Serve("r", 200).ToString());
        green.Answer = [];
        (await FindAsync("3.4.2", serve: false)).Where(f => f.Contains("buckets")).Should().ContainSingle().Which.Should().StartWith("Information: Kong 3.4.2 and 3.9.1 have different buckets of Kong's own latency; both have 1, 2, 5, 7");
    }

    public async ValueTask DisposeAsync()
    {
        await blue.DisposeAsync();
        await green.DisposeAsync();
    }

    private async Task<IReadOnlyList<string>> FindAsync(string from = "3.9.0", bool serve = true, int? routes = null)
    {
        if (serve)
        {
            blue.Serves(text.ToString());
            green.Serves(text.ToString());
        }
        KongMetricsOptions options = new()
        {
            Nodes = [new() { Side = ClusterSide.Blue, Name = "b1", Address = blue.Address, Version = serve ? KongVersion.Parse("3.9.1") : null }, new() { Side = ClusterSide.Green, Name = "g1", Address = green.Address }],
            ScrapeWithin = TimeSpan.FromSeconds(30),
        };
        UpgradePlan plan = UpgradePlan.CreateBuilder(from, "3.9.1").AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a test").AcknowledgeRisk(UpgradeRisk.MinorJump, "a test").AcknowledgeRisk(UpgradeRisk.MajorJump, "a test").Build();
        return [.. (await new KongMetricsRule(options, routes).EvaluateAsync(new() { Plan = plan, Migrations = new(), Share = TrafficShare.AllBlue }, default)).Select(f => $"{f.Severity}: {f.What} {f.Remedy}")];
    }
}
