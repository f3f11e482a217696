using Kong.Upgrade.Simulation;

namespace Kong.Upgrade.Staging.Tests;

/// <summary>Tests made of the recorded configuration of a real 3.4.2, on nodes that serve it: a clean pair passes, and each planted fault is found and named.</summary>
public class DerivedTests
{
    [Fact]
    public async Task Run_RecordedConfiguration_EveryRouteAndCertificateIsTestedAndPasses()
    {
        await using Pair pair = await StartAsync();

        StagingReport report = await pair.RunAsync(tests => tests.Derived());

        report.Verdict.Should().Be(StagingVerdict.Passed, report.Describe());
        report.Tests.Select(t => t.Name.Split(':')[0]).Distinct().Order(StringComparer.Ordinal).Should().Equal(
            "certificate for a.example.test", "certificate for b.example.test", "certificate for www.a.example.test", "certificate for www.b.example.test",
            "route r-dead", "route r-headers", "route r-host", "route r-keyed", "route r-limited", "route r-ordered-prefix", "route r-ordered-regex", "route r-plain", "route r-redis", "route r-regex", "route r-unicode");
        report.Untested.Should().BeEmpty();
    }

    [Fact]
    public async Task Run_KeyAuthOffOnOneNodeOfTwo_IsNamed()
    {
        await using Pair pair = await StartAsync();
        pair.Green[1].Faults.SkipPlugin("key-auth");

        StagingCause cause = await OnlyCauseAsync(pair);

        cause.Should().BeEquivalentTo(new { Area = "plugin key-auth", What = "status 200 instead of 401", Nodes = new[] { "green-2" }, IsOnEveryNode = false, Subjects = new[] { "route r-keyed" } });
        cause.Changes.Should().Contain(c => c.Area.Contains("key-auth", StringComparison.Ordinal) || c.Area == "clients");
    }

    [Fact]
    public async Task Run_RouterThatOrdersDifferently_IsNamed()
    {
        await using Pair pair = await StartAsync(tellsRoute: true);
        foreach (SimulatedKongNode node in pair.Green) node.Faults.RouteOrder = SimulatedRouteOrder.PrefixesFirst;

        StagingCause cause = await OnlyCauseAsync(pair);

        cause.Should().BeEquivalentTo(new { Area = "route", What = "another route answers", IsOnEveryNode = true, Subjects = new[] { "route r-ordered-regex" } });
        cause.Example.Green.Should().Contain("r-ordered-prefix");
        cause.Changes.Select(c => c.Area).Should().Contain("route");
    }

    [Fact]
    public async Task Run_RouterThatOrdersDifferentlyAndDoesNotSayWhichRoute_IsSeenByWhatTheServiceIsAsked()
    {
        await using Pair pair = await StartAsync();
        foreach (SimulatedKongNode node in pair.Green) node.Faults.RouteOrder = SimulatedRouteOrder.PrefixesFirst;

        StagingReport report = await pair.RunAsync(tests => tests.Derived().Configure(o => o.UpstreamUrlAt = "$.path"));

        report.Causes.Should().Contain(c => c.What == "the service behind is asked for another URL" && c.Area == "route").And.OnlyContain(c => c.Subjects.Single() == "route r-ordered-regex");
    }

    [Fact]
    public async Task Run_HeaderLost_IsNamed()
    {
        await using Pair pair = await StartAsync();
        foreach (SimulatedKongNode node in pair.Green) node.Faults.DropHeader("RateLimit-Limit");

        StagingCause cause = await OnlyCauseAsync(pair);

        cause.Should().BeEquivalentTo(new { What = "header RateLimit-Limit is missing on green", IsOnEveryNode = true });
        cause.Subjects.Should().Equal("route r-limited");
    }

    [Fact]
    public async Task Run_PluginBroken_IsOneCauseWithItsRoutes()
    {
        await using Pair pair = await StartAsync();
        foreach (SimulatedKongNode node in pair.Green) node.Faults.BreakPlugin("correlation-id");

        StagingCause cause = await OnlyCauseAsync(pair);

        cause.Area.Should().Be("plugin correlation-id");
        cause.Subjects.Should().BeEquivalentTo("route r-limited", "route r-keyed", "route r-host", "route r-unicode", "route r-ordered-regex");
    }

    [Fact]
    public async Task Run_WrongCertificateForOneName_IsNamed()
    {
        await using Pair pair = await StartAsync();
        pair.Green[0].Faults.MixUpCertificate("www.b.example.test");

        StagingCause cause = await OnlyCauseAsync(pair);

        cause.Should().BeEquivalentTo(new { Area = "certificate", Nodes = new[] { "green-1" }, Subjects = new[] { "SNI www.b.example.test" } });
        cause.Example.Blue.Should().Contain("CN=b.example.test");
        cause.Example.Green.Should().NotContain("CN=b.example.test");
    }

    private static Task<Pair> StartAsync(bool tellsRoute = false) => Pair.StartAsync(RecordedConfiguration.Text, hasTls: true, tellsRoute: tellsRoute);

    private static async Task<StagingCause> OnlyCauseAsync(Pair pair)
    {
        StagingReport report = await pair.RunAsync(tests => tests.Derived());
        report.Verdict.Should().Be(StagingVerdict.Failed);
        return report.Causes.Should().ContainSingle(report.Describe()).Which;
    }
}
