using Kong.Upgrade.Staging.Recipes;

namespace Kong.Upgrade.Staging.Tests.Recipes;

public class RateLimitingRecipeTests
{
    private const int Limit = 40;

    private static RecipeCase Case(string config = "{ hour: 40, year: 1000, policy: cluster }", int limit = Limit, bool isShared = true, StagingEffects consent = StagingEffects.SpendsQuota, int refused = 429) => new("rate-limiting",
        RecipeYaml.With($"- name: key-auth\n- name: rate-limiting\n  config: {config}", "consumers: [{ username: alice, keyauth_credentials: [{ key: alice-key }] }]"),
        tests => tests.RateLimiting("/r", limit, isShared, refused: refused, request: r => r.WithHeader("apikey", "alice-key")).Consent(consent, "alice is the tests' own"));

    [Theory]
    [InlineData("3.4.2")]
    [InlineData("3.9.0")]
    public async Task RateLimiting_CleanPair_Passes(string from)
    {
        StagingReport report = await Case().PassesAsync(from, tests: 1);

        report.Tests[0].Evidence.Should().Contain("green-1 tells the limit of 40, counts with blue, refuses with 429; green-2 tells the limit of 40, counts with blue, refuses with 429");
    }

    [Fact]
    public async Task RateLimiting_EachNodeCountsAlone_PassesWhereItIsSaid() => await Case("{ hour: 40, policy: local }", isShared: false).PassesAsync("3.4.2", tests: 1);

    [Fact]
    public async Task RateLimiting_OtherErrorCode_PassesWhereItIsSaid() => await Case("{ hour: 40, policy: cluster, error_code: 418 }", refused: 418).PassesAsync("3.4.2", tests: 1);

    [Fact]
    public async Task RateLimiting_WithoutConsent_SendsNothing()
    {
        await using Pair pair = await Pair.StartAsync(Case().Configuration);

        StagingReport report = await Case(consent: StagingEffects.None).RunAsync(pair.Target);

        report.Untested.Should().ContainSingle().Which.Should().Contain("rate-limiting on /r").And.Contain("Consent(StagingEffects.SpendsQuota");
        pair.Green.Concat(pair.Blue).Sum(n => n.RequestsServed).Should().Be(0);
    }

    [Fact]
    public async Task RateLimiting_Skipped_IsNamed() => (await Case().FailsAsync(f => f.SkipPlugin("rate-limiting"))).What.Should().StartWith("the answer does not tell the limit of 40");

    [Fact]
    public async Task RateLimiting_Broken_IsNamed() => (await Case().FailsAsync(f => f.BreakPlugin("rate-limiting"))).What.Should().StartWith("status 500 instead of 200");

    [Fact]
    public async Task RateLimiting_GreenCountsElsewhere_IsNamed()
    {
        await using Pair one = await Pair.StartAsync(Case().Configuration), other = await Pair.StartAsync(Case().Configuration);

        StagingReport report = await Case().RunAsync(new StagingTarget { Green = [one.Target.Green[0], other.Target.Green[1]], Blue = one.Target.Blue });

        report.Causes.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Area = "plugin rate-limiting", What = "requests to blue do not lower what green says is left: each cluster grants the whole limit", Nodes = new[] { "green-2" } });
    }

    [Fact]
    public async Task RateLimiting_EveryNodeCountsAlone_IsNotGreensFault() =>
        (await Case("{ hour: 40, policy: local }").RunAsync("3.4.2", _ => { })).Tests.Should().ContainSingle().Which.Should().Match<StagedTest>(t => t.Verdict == StagingVerdict.CouldNotTell && t.Evidence.Contains("blue's own nodes do not count together either"));

    [Fact]
    public async Task RateLimiting_OthersUseTheCounter_CouldNotTell()
    {
        await using Pair pair = await Pair.StartAsync(Case("{ hour: 400, policy: cluster }").Configuration);
        // Whatever is asked of green, somebody asks of blue, too.
        await using EveryRequestTwice twice = await EveryRequestTwice.StartAsync(pair.Green[0].Proxy, pair.Blue[1].Proxy);
        Clusters.ClusterNode green = new() { Name = "green-1", Version = pair.Green[0].Version, Proxy = twice.Address };

        StagingReport report = await Case("{ hour: 400, policy: cluster }", limit: 400).RunAsync(new StagingTarget { Green = [green], Blue = pair.Target.Blue });

        report.Tests.Should().ContainSingle().Which.Should().Match<StagedTest>(t => t.Verdict == StagingVerdict.CouldNotTell && t.Evidence.Contains("others use the same counter"));
    }

    [Fact]
    public async Task RateLimiting_WindowEndsAgainAndAgain_CouldNotTell()
    {
        await using ScriptedLimit green = await ScriptedLimit.StartAsync(40, number => (200, 39 - (number % 10), 1));

        StagingReport report = await Case(isShared: false).RunAsync(green.Target);

        report.Tests.Should().ContainSingle().Which.Should().Match<StagedTest>(t => t.Verdict == StagingVerdict.CouldNotTell && t.Evidence.Contains("ended again and again"));
    }

    [Fact]
    public async Task RateLimiting_WindowEndsOnce_IsCountedAnew()
    {
        // 20 of one window, then a whole one: more than the limit pass, and none beyond it.
        await using ScriptedLimit green = await ScriptedLimit.StartAsync(40, number => number < 20 ? (200, 39 - number, 1) : number < 60 ? (200, 59 - number, 60) : (429, 0, 60));

        (await Case(isShared: false).RunAsync(green.Target)).Verdict.Should().Be(StagingVerdict.Passed);
    }

    [Theory]
    [InlineData(30, StagingVerdict.Passed, "tells the limit of 40, refuses with 429")]
    [InlineData(3600, StagingVerdict.CouldNotTell, "used up before the test began, for 3600 seconds more")]
    public async Task RateLimiting_UsedUpBefore_WaitsForAWindowThatIsOverSoon(int reset, StagingVerdict verdict, string evidence)
    {
        await using ScriptedLimit green = await ScriptedLimit.StartAsync(40, number => number == 0 || number > 40 ? (429, 0, reset) : (200, 40 - number, 60));

        StagingReport report = await Case(isShared: false).RunAsync(green.Target);

        report.Tests.Should().ContainSingle().Which.Should().Match<StagedTest>(t => t.Verdict == verdict && t.Evidence.Contains(evidence));
    }

    [Fact]
    public async Task RateLimiting_SharedAndBlueUnknown_CouldNotTell()
    {
        await using ScriptedLimit green = await ScriptedLimit.StartAsync(40, _ => (200, 20, 60));

        (await Case().RunAsync(green.Target)).Describe().Should().Contain("blue's nodes are not known");
    }

    [Fact]
    public async Task RateLimiting_OtherLimitThanSaid_IsTroubleOfBoth() =>
        (await Case(limit: 41).RunAsync("3.9.0", _ => { })).Tests.Should().ContainSingle().Which.Should().Match<StagedTest>(t => t.Verdict == StagingVerdict.CouldNotTell && t.Evidence.Contains("does not tell the limit of 41"));

    [Fact]
    public async Task RateLimiting_TooSmallToShare_CouldNotTell() =>
        (await Case("{ hour: 2, policy: cluster }", limit: 2).RunAsync("3.9.0", _ => { })).Tests.Should().ContainSingle().Which.Should().Match<StagedTest>(t => t.Verdict == StagingVerdict.CouldNotTell && t.Evidence.Contains("too little left"));

    [Fact]
    public async Task RateLimiting_GreenKeepsNoLimit_IsNamed()
    {
        // A green whose counters are never written: it tells the limit, and lets everybody pass.
        RecipeCase local = Case("{ hour: 40, policy: cluster }", isShared: false);
        await using Pair blue = await Pair.StartAsync(local.Configuration), green = await Pair.StartAsync(local.Configuration);
        green.Database.ReadOnly = true;

        StagingReport report = await local.RunAsync(new StagingTarget { Green = green.Target.Green, Blue = blue.Target.Blue });

        report.Causes.Should().ContainSingle(report.Describe()).Which.What.Should().Be("the limit of 40 is not kept: 46 requests pass in one window");
    }
}
