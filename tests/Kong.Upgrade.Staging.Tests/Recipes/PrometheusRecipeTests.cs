using Kong.Upgrade.Staging.Recipes;

namespace Kong.Upgrade.Staging.Tests.Recipes;

public class PrometheusRecipeTests
{
    private static RecipeCase Case(string config = "{ status_code_metrics: true, latency_metrics: true }", bool counts = true, string[]? names = null) => new("prometheus",
        RecipeYaml.With($"- name: prometheus\n  config: {config}"), tests => tests.Prometheus("/r", counts, route: "r", names));

    [Theory]
    [InlineData("3.4.2")]
    [InlineData("3.9.0")]
    public async Task Prometheus_CleanPair_Passes(string from) => (await Case(names: ["kong_datastore_reachable"]).PassesAsync(from, tests: 1)).Tests[0].Evidence.Should().Contain("green-2 names what it must, counts requests");

    [Fact]
    public async Task Prometheus_WithoutCounts_PassesWhereItIsSaid() => await Case("{}", counts: false).PassesAsync("3.4.2", tests: 1);

    [Fact]
    public async Task Prometheus_CountsNothingAnywhere_IsTroubleOfBoth() =>
        (await Case("{}").RunAsync("3.4.2", _ => { })).Tests.Should().ContainSingle().Which.Should().Match<StagedTest>(t => t.Verdict == StagingVerdict.CouldNotTell && t.Evidence.Contains("do not count requests: of 5 there are 0") && t.Evidence.Contains("; and blue: "));

    [Fact]
    public async Task Prometheus_Skipped_IsNamed() => (await Case().FailsAsync(f => f.SkipPlugin("prometheus"))).What.Should().StartWith("its metrics do not count requests");

    [Fact]
    public async Task Prometheus_Broken_IsNamed() => (await Case().FailsAsync(f => f.BreakPlugin("prometheus"))).What.Should().Be("status 500 instead of 200");

    [Fact]
    public async Task Prometheus_NameThatNobodyHas_IsTroubleOfBoth() =>
        (await Case(names: ["kong_unheard_of"]).RunAsync("3.9.0", _ => { })).Tests.Should().ContainSingle().Which.Should().Match<StagedTest>(t => t.Verdict == StagingVerdict.CouldNotTell && t.Evidence.Contains("lack kong_unheard_of, and so do blue's"));

    [Fact]
    public async Task Prometheus_NoPageOnGreen_IsNamedAndAnUnreadableOneIsNot()
    {
        await using Pair pair = await Pair.StartAsync(Case().Configuration);
        Clusters.ClusterNode[] green = [.. pair.Green.Select((node, i) => new Clusters.ClusterNode
        {
            Name = $"green-{i + 1}",
            Version = node.Version,
            Proxy = node.Proxy,
            // The first one's proxy has no such page; nobody listens at the second one's.
            Status = i == 0 ? node.Proxy : new Uri("http://127.0.0.1:9"),
        })];

        StagingReport report = await Case().RunAsync(new StagingTarget { Green = green, Blue = pair.Target.Blue });
        StagingReport second = await Case().RunAsync(new StagingTarget { Green = [green[1]], Blue = pair.Target.Blue });

        report.Causes.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Area = "plugin prometheus", What = "GET /metrics answers 404, and blue has metrics", Nodes = new[] { "green-1" } });
        second.Verdict.Should().Be(StagingVerdict.CouldNotTell);
    }
}
