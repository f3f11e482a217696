using System.Globalization;
using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Staging;
using Kong.Upgrade.Staging.Nodes;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Tests;

public sealed class UpstreamHealthTestTests : IAsyncLifetime
{
    private const string Checked = """{"id":"u1","name":"up-one","healthchecks":{"active":{"timeout":1,"healthy":{"interval":2,"successes":1},"unhealthy":{"interval":2,"tcp_failures":2,"http_failures":2,"timeouts":0}}}}""";
    private const string Passive = """{"id":"u1","name":"up-one","healthchecks":{"active":{"timeout":1,"healthy":{"interval":0,"successes":0},"unhealthy":{"interval":0,"tcp_failures":0}}}}""";
    private const string Path = "/upstreams/u1/health";

    private readonly TalkingNode blue = new("3.4.2"), green = new();
    private readonly FastTime time = new();
    private TimeSpan limit = TimeSpan.FromSeconds(60);

    public ValueTask InitializeAsync()
    {
        blue.Rows["/upstreams"] = [Checked];
        Show(blue, "HEALTHY");
        Show(green, "HEALTHY");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await blue.DisposeAsync();
        await green.DisposeAsync();
    }

    [Theory]
    [InlineData("HEALTHY", 1)]
    [InlineData("UNHEALTHY", 1)]
    [InlineData("DNS_ERROR", 1)]
    [InlineData("HEALTHCHECKS_OFF", 1)]
    public async Task Run_TheSameOnBothSides_PassesAtOnce(string health, int readings)
    {
        Show(blue, health);
        Show(green, health);
        int asked = 0;
        green.Asked = path => asked += path.StartsWith(Path, StringComparison.Ordinal) ? 1 : 0;

        StagingOutcome outcome = await RunAsync();

        (outcome.Verdict, asked).Should().Be((StagingVerdict.Passed, readings));
        outcome.Evidence.Should().StartWith("2 targets are the same on blue and on 1 green nodes");
        if (health is "UNHEALTHY" or "DNS_ERROR") outcome.Evidence.Should().Contain("upstream up-one has targets that are down on both sides, which is not green's fault");
    }

    [Fact]
    public async Task Run_RecordedAnswers_AreRead()
    {
        (string old, string now) = (Body("2.8.5-to-3.9.1/s1-old-bootstrapped/2.8.5/admin/rootupstreams_up-one_health.http"), Body("3.9.0-to-3.9.1/s1-old-bootstrapped/3.9.0/admin/rootupstreams_up-one_health.http"));
        blue.Rows.Remove(Path, out _);
        green.Rows.Remove(Path, out _);
        (blue.Answers[Path], green.Answers[Path]) = ((200, old), (200, now));

        StagingOutcome outcome = await RunAsync();

        outcome.Verdict.Should().Be(StagingVerdict.Passed, outcome.Evidence);
        outcome.Evidence.Should().Be("3 targets are the same on blue and on 1 green nodes. upstream up-one has targets that are down on both sides, which is not green's fault");
    }

    [Fact]
    public async Task Run_AGreenNodeThatHasJustStarted_IsGivenItsChecks()
    {
        Show(blue, "UNHEALTHY");
        int asked = 0;
        green.Asked = path => { if (path.StartsWith(Path, StringComparison.Ordinal) && ++asked == 4) Show(green, "UNHEALTHY"); };

        (await RunAsync()).Verdict.Should().Be(StagingVerdict.Passed);
        asked.Should().Be(4);
    }

    [Theory]
    [InlineData("HEALTHY", "UNHEALTHY")]
    [InlineData("UNHEALTHY", "HEALTHY")]
    [InlineData("HEALTHY", "DNS_ERROR")]
    [InlineData("HEALTHY", "HEALTHCHECKS_OFF")]
    [InlineData("HEALTHCHECKS_OFF", "HEALTHY")]
    public async Task Run_AnotherHealthWhenTheChecksHadTheirTime_IsFound(string old, string now)
    {
        Show(blue, old);
        Show(green, now);
        long start = time.GetTimestamp();

        StagingOutcome outcome = await RunAsync();

        outcome.Verdict.Should().Be(StagingVerdict.Failed);
        outcome.Findings.Select(f => (f.What, f.Subject, f.Node)).Should().Equal(($"target is {now} on green and {old} on blue", "upstream up-one, target t1:80", "green-1"), ($"target is {now} on green and {old} on blue", "upstream up-one, target t2:80", "green-1"));
        time.GetElapsedTime(start).TotalSeconds.Should().BeGreaterThan(11, "two failures at intervals of 2 s with a timeout of 1 s, a round to spare, and two looks");
    }

    [Fact]
    public async Task Run_ChecksThatNeedLongerThanTheLimit_CouldNotTell()
    {
        limit = TimeSpan.FromSeconds(4);
        Show(blue, "UNHEALTHY");

        StagingOutcome outcome = await RunAsync();

        (outcome.Verdict, outcome.Findings.Count).Should().Be((StagingVerdict.CouldNotTell, 0));
        outcome.Evidence.Should().Contain("its checks need 11 s, and only 4 s were waited");
    }

    [Theory]
    [InlineData("UNHEALTHY", "HEALTHY", StagingVerdict.Passed)]
    [InlineData("HEALTHY", "UNHEALTHY", StagingVerdict.Failed)]
    [InlineData("DNS_ERROR", "HEALTHY", StagingVerdict.Passed)]
    public async Task Run_WithoutActiveChecks_OnlyWhatIsWorseOnGreenCounts(string old, string now, StagingVerdict verdict)
    {
        blue.Rows["/upstreams"] = [Passive];
        Show(blue, old);
        Show(green, now);

        (await RunAsync()).Verdict.Should().Be(verdict);
    }

    [Fact]
    public async Task Run_ATargetThatGreenDoesNotBalanceTo_IsFound()
    {
        green.Rows[Path] = [green.Rows[Path][0]];

        (await RunAsync()).Findings.Should().ContainSingle(f => f.What == "target is missing on green and HEALTHY on blue" && f.Subject == "upstream up-one, target t2:80");
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(404, """{"message":"Not found"}""")]
    [InlineData(200, """{"data":[{"target":"t1:80","health":"FINE"}]}""")]
    [InlineData(200, """{"data":[{"target":"t1:80"}]}""")]
    [InlineData(200, """{"data":[7]}""")]
    [InlineData(200, """{"hello":1}""")]
    public async Task Run_AnAnswerThatSaysNoHealth_CouldNotTell(int status, string body)
    {
        green.Answers[Path] = (status, body);

        StagingOutcome outcome = await RunAsync();

        (outcome.Verdict, outcome.Findings.Count).Should().Be((StagingVerdict.CouldNotTell, 0));
        outcome.Evidence.Should().Contain($"green-1: GET {Path}");
    }

    [Fact]
    public async Task Run_OnlyControlPlanes_CouldNotTell()
    {
        green.Answers["/"] = (200, green.Answers["/"].Body.Replace("traditional", "control_plane", StringComparison.Ordinal));

        (await RunAsync()).Evidence.Should().Contain("only control planes have an Admin API here");
    }

    private static void Show(TalkingNode node, string health) =>
        node.Rows[Path] = [.. new[] { "t1:80", "t2:80" }.Select(t => string.Create(CultureInfo.InvariantCulture, $$"""{"target":"{{t}}","id":"{{t}}","health":"{{health}}","weight":100}"""))];

    private static string Body(string file) => Recordings.Read(file).ReplaceLineEndings("\n").Split("\n\n", 2)[1];

    private Task<StagingOutcome> RunAsync() => new UpstreamHealthTest(address => new() { Address = address, Attempts = 1 }, limit, time)
        .RunAsync(new() { Green = [green.Node("green-1")], Blue = [blue.Node("blue-1")] }, TestContext.Current.CancellationToken);
}
