using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Preflight.Entities;
using static Kong.Upgrade.Clusters.Tests.AdminApi.ScriptedAdmin;

namespace Kong.Upgrade.Clusters.Tests.AdminApi;

public class SchemaDryRunTests
{
    private const string Success = """{"message":"schema validation successful"}""";

    private readonly ConcurrentQueue<string> bodies = [];

    [Fact]
    public async Task Run_DatabaseRows_AreSentAsTheAdminApiTakesThem()
    {
        using ScriptedAdmin admin = new(Accepting);
        SchemaDryRunReport report = await RunAsync(admin, new Entities(EntityOrigin.Database, ("plugins",
            """{"id":"27d4a8d5-8237-44f4-a834-a611337db236","created_at":"2026-01-01 00:00:00+00","updated_at":null,"ws_id":"0dfb73d0-033a-475a-b99f-caa459475a5e","cache_key":"plugins:x","ttl":5,"name":"correlation-id","route_id":"3ffbffb6-26d8-48ff-8ec2-247abaebfabf","service_id":null,"tags":null,"config":{"generator":null,"echo_downstream":true,"list":[{"a":null,"b":1}]}}""")));
        bodies.Should().Equal("""{"name":"correlation-id","route":{"id":"00000000-0000-4000-8000-000000000000"},"config":{"echo_downstream":true,"list":[{"b":1}]}}""");
        admin.Asked.Should().Equal("GET /", "POST /schemas/plugins/validate");
        report.Should().Match<SchemaDryRunReport>(r => r.IsComplete && r.Validated == 1 && r.Refused == 0);
    }

    [Fact]
    public async Task Run_AFile_SendsItsNulls()
    {
        using ScriptedAdmin admin = new(Accepting);
        await RunAsync(admin, new Entities(EntityOrigin.File, ("plugins", """{"name":"correlation-id","route":{"name":"r"},"service":null,"config":{"generator":null}}"""), ("_declarative", """{"_format_version":"3.0"}""")));
        bodies.Should().Equal("""{"name":"correlation-id","route":{"id":"00000000-0000-4000-8000-000000000000"},"service":null,"config":{"generator":null}}""");
    }

    [Fact]
    public async Task Run_TheSameConfiguration_IsAskedAboutOnce()
    {
        using ScriptedAdmin admin = new(r => Refusing(r, """{"code":2,"name":"schema violation","message":"schema violation (config.origins: expected a set)","fields":{"config":{"origins":"expected a set"}}}"""));
        SchemaDryRunReport report = await RunAsync(admin, new Entities(EntityOrigin.AdminApi,
            ("plugins", """{"id":"27d4a8d5-8237-44f4-a834-a611337db236","name":"cors","service":{"id":"a"},"config":{"origins":1}}"""),
            ("plugins", """{"id":"3ffbffb6-26d8-48ff-8ec2-247abaebfabf","name":"cors","service":{"id":"b"},"config":{"origins":1}}""")));
        bodies.Should().ContainSingle();
        (report.Entities, report.Configurations, report.Refused).Should().Be((2, 1, 2));
        report.Refusals.Single().Fields.Should().Equal(new Dictionary<string, string> { ["config.origins"] = "expected a set" });
        report.Refusals.Single().Entities.Select(e => e.Id).Should().Equal("27d4a8d5-8237-44f4-a834-a611337db236", "3ffbffb6-26d8-48ff-8ec2-247abaebfabf");
    }

    [Fact]
    public async Task Run_ARefusalThatQuotesSecrets_HidesThem()
    {
        const string refusal = """{"code":2,"name":"schema violation","message":"3 schema violations (hush)","fields":{"config":{"redis":{"password":"invalid value: hushhush"},"url":"invalid: marked-value","path":"hushhush is no path","api_key":"expected a string"},"@entity":["at least one of 'config.minute'"]}}""";
        using ScriptedAdmin admin = new(r => r.HttpMethod == "GET" && r.Url!.AbsolutePath == "/schemas/plugins/x" ? Json("""{"fields":[{"config":{"type":"record","fields":[{"url":{"type":"string","referenceable":true}}]}}]}""") : Refusing(r, refusal));
        SchemaDryRunReport report = await RunAsync(admin, new Entities(EntityOrigin.Database, ("plugins", """{"name":"x","config":{"redis":{"password":"hushhush"},"url":"marked-value","path":"hushhush","api_key":7}}""")));
        DryRunRefusal found = report.Refusals.Single();
        found.Message.Should().NotContain("hush").And.NotContain("marked-value");
        found.Fields["config.api_key"].Should().Be("expected a string");
        found.Fields["config.path"].Should().Be("*** is no path");
        found.Fields["@entity"].Should().Be("at least one of 'config.minute'");
    }

    [Theory]
    [InlineData(503, """{"message":"busy"}""", "503 \"busy\"")]
    [InlineData(429, """{"message":"slow down"}""", "429")]
    [InlineData(200, """{"message":"whatever"}""", "neither success")]
    [InlineData(201, """{"message":"schema validation successful"}""", "neither success")]
    [InlineData(400, """{"message":"Cannot parse JSON body"}""", "neither success")]
    [InlineData(401, """{"message":"Unauthorized"}""", "token")]
    public async Task Run_AnswersThatAreNone_AreUnknownAndNeverSuccess(int status, string answer, string expected)
    {
        using ScriptedAdmin admin = new(r => r.HttpMethod == "POST" ? Json(answer, status) : null);
        SchemaDryRunReport report = await RunAsync(admin, new Entities(EntityOrigin.Database, ("services", """{"name":"a"}""")));
        report.Should().Match<SchemaDryRunReport>(r => !r.IsComplete && r.Validated == 0 && r.Refused == 0);
        report.Gaps.Should().ContainSingle().Which.Should().Match<DryRunGap>(g => g.What == "services" && g.Entities == 1 && g.Why.Contains(expected));
    }

    [Fact]
    public async Task Run_ANodeThatIsBusyOnce_IsAskedAgain()
    {
        int asked = 0;
        using ScriptedAdmin admin = new(r => r.HttpMethod == "POST" && Interlocked.Increment(ref asked) == 1 ? Json("{}", 503) : Accepting(r));
        (await RunAsync(admin, new Entities(EntityOrigin.Database, ("services", """{"name":"a"}""")))).IsComplete.Should().BeTrue();
    }

    [Fact]
    public async Task Run_AKindWithoutASchema_IsReportedAndAskedForOnce()
    {
        using ScriptedAdmin admin = new(r => r.Url!.AbsolutePath.Contains("/old/", StringComparison.Ordinal) ? Json("""{"message":"No entity named 'old'"}""", 404) : Accepting(r));
        SchemaDryRunReport report = await RunAsync(admin, new Entities(EntityOrigin.Database, ("old", """{"a":1}"""), ("old", """{"a":2}"""), ("services", "{}")), o => o.MostAtOnce = 1);
        report.UnknownKinds.Should().Equal(new Dictionary<string, int> { ["old"] = 2 });
        report.IsComplete.Should().BeFalse();
        admin.Asked.Count(a => a.Contains("/old/", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task Run_ANodeThatDiesHalfWay_SaysHowFarItCame()
    {
        int asked = 0;
        using ScriptedAdmin admin = new(r => r.HttpMethod == "POST" && Interlocked.Increment(ref asked) <= 12 ? Accepting(r) : asked == 0 ? null : new(200, "{", "application/json", Cut: true));
        SchemaDryRunReport report = await RunAsync(admin, Many(50), o => o.MostAtOnce = 1);
        (report.Validated, report.Entities).Should().Be((12, 50));
        report.Gaps[0].Why.Should().StartWith("validated 12 of 50, then it was given up: ").And.Contain("no answer");
        report.Gaps.Sum(g => g.Entities).Should().Be(38);
    }

    [Fact]
    public async Task Run_ANodeThatIsBusyForEver_IsGivenUp()
    {
        using ScriptedAdmin admin = new(r => r.HttpMethod == "POST" ? Json("{}", 503) : null);
        SchemaDryRunReport report = await RunAsync(admin, Many(100), o => o.MostFailuresInARow = 5);
        report.Gaps[0].Why.Should().StartWith("validated 0 of 100, then it was given up: 5 questions in a row");
        admin.Asked.Count.Should().BeLessThan(100);
    }

    [Fact]
    public async Task Run_ANodeOfAnotherVersion_IsAskedNothing()
    {
        using ScriptedAdmin admin = new(r => r.Url!.AbsolutePath == "/" ? Json(Root.Replace("3.9.1", "3.4.2", StringComparison.Ordinal)) : Accepting(r));
        Func<Task> run = () => RunAsync(admin, Many(1));
        (await run.Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*says version '3.4.2' instead of 3.9.1*");
        admin.Asked.Should().Equal("GET /");
    }

    [Fact]
    public async Task Run_ASourceThatBreaksOff_IsAGap()
    {
        using ScriptedAdmin admin = new(Accepting);
        SchemaDryRunReport report = await RunAsync(admin, new Entities(EntityOrigin.Database, ("services", "{}")) { Breaks = new UpgradeServiceException("the database went away") });
        report.Should().Match<SchemaDryRunReport>(r => r.Validated == 1 && !r.IsComplete && r.Gaps.Single().Why == "the database went away");
    }

    [Fact]
    public async Task Rate_TurnsOfASecond_AreNoMoreThanAllowed()
    {
        Testing.VirtualTime time = new();
        RateLimit rate = new(100, time);
        long from = time.GetTimestamp();
        await time.RunAsync(async () =>
        {
            for (int i = 0; i < 500; i++) await rate.TakeAsync(TestContext.Current.CancellationToken);
        });
        time.GetElapsedTime(from).TotalSeconds.Should().BeInRange(4.8, 5.01);
    }

    [Fact]
    public void Validate_Wrong_SaysEverything()
    {
        new SchemaDryRunOptions().Validate().Should().BeEmpty();
        new SchemaDryRunOptions { MostAtOnce = 65, RequestsPerSecond = 0, MostFailuresInARow = 0 }.Validate().Should().HaveCount(3);
    }

    private static Entities Many(int count) => new(EntityOrigin.Database, [.. Enumerable.Range(0, count).Select(i => ("services", string.Create(CultureInfo.InvariantCulture, $$"""{"name":"s{{i}}"}""")))]);

    private static Task<SchemaDryRunReport> RunAsync(ScriptedAdmin admin, IEntitySource source, Action<SchemaDryRunOptions>? change = null)
    {
        SchemaDryRunOptions options = new() { RequestsPerSecond = null };
        change?.Invoke(options);
        AdminApiOptions green = new() { Address = admin.Address, RetryDelay = TimeSpan.FromMilliseconds(1), Attempts = 2 };
        return new SchemaDryRun(green, KongVersion.Parse("3.9.1"), options).RunAsync(source, TestContext.Current.CancellationToken);
    }

    private Reply? Accepting(HttpListenerRequest request) => Kept(request) ? Json(Success) : null;

    private Reply? Refusing(HttpListenerRequest request, string answer) => Kept(request) ? Json(answer, 400) : null;

    private bool Kept(HttpListenerRequest request)
    {
        if (request.HttpMethod != "POST") return false;
        using StreamReader reader = new(request.InputStream);
        if (reader.ReadToEnd() is { Length: > 0 } body) bodies.Enqueue(body);
        return true;
    }
}
