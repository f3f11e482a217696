using System.Globalization;
using System.Text.Json.Nodes;
using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Staging;
using Kong.Upgrade.Staging.Nodes;

namespace Kong.Upgrade.Tests;

public sealed class EntitiesTestTests : IAsyncLifetime
{
    private const string Service = """{"id":"00000000-0000-4000-8000-000000000001","name":"svc","retries":5,"tags":["a","b"],"created_at":1,"updated_at":1,"path":null}""";
    private const string Key = """{"id":"00000000-0000-4000-8000-000000000002","key":"a-secret-key","ttl":86000,"consumer":{"id":"00000000-0000-4000-8000-000000000003"}}""";

    private TalkingNode blue = new("3.4.2"), green = new();

    public ValueTask InitializeAsync()
    {
        foreach (TalkingNode node in new[] { blue, green })
        {
            node.Rows["/services"] = [Service];
            node.Rows["/key-auths"] = [Key];
        }
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await blue.DisposeAsync();
        await green.DisposeAsync();
    }

    [Theory]
    [InlineData("3.4.2", "3.9.1", "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/export.yml", "3.4.2-to-3.9.1/s2-new-binary-on-old-schema/3.9.1/export.yml", "rate-limiting, 3 entities: moved with the same value: config.redis_database to config.redis.database")]
    [InlineData("3.9.0", "3.9.1", "3.9.0-to-3.9.1/s1-old-bootstrapped/3.9.0/export.yml", "3.9.0-to-3.9.1/s1-old-bootstrapped/3.9.0/export.yml", null)]
    public async Task Run_TwoVersionsOnOneDatabaseAsRecorded_Passes(string from, string to, string blueExport, string greenExport, string? explained)
    {
        await ShowAsync(from, to, RecordedExport.Read(blueExport), RecordedExport.Read(greenExport));

        StagingOutcome outcome = await RunAsync();

        outcome.Findings.Should().BeEmpty();
        outcome.Verdict.Should().Be(StagingVerdict.Passed, outcome.Evidence);
        outcome.Evidence.Should().MatchRegex("^[3-9][0-9] entities are the same on blue and on 1 green nodes");
        if (explained is null) outcome.Explained.Should().BeEmpty();
        else outcome.Explained.Should().Contain(s => s.Contains(explained, StringComparison.Ordinal)).And.Contain(s => s.Contains("plugin opentelemetry, 1 entity: moved with the same value: config.endpoint to config.traces_endpoint (380-04:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_AfterAWriteThroughGreen_NamesWhatBlueLost()
    {
        // The recorded PATCH and POST of rate-limiting plugins through 3.9.1: 3.4.2 no longer sees their redis_* (kong-facts 11.14).
        await ShowAsync("3.4.2", "3.9.1", RecordedExport.Read("3.4.2-to-3.9.1/s3-after-up/3.4.2/export.yml"), RecordedExport.Read("3.4.2-to-3.9.1/s3-after-up/3.9.1/export.yml"));
        green.Answers["/schemas/plugins/rate-limiting"] = (200, """{"fields":[{"config":{"type":"record","fields":[{"redis":{"type":"record","fields":[{"host":{"type":"string"}},{"port":{"type":"integer","default":6379}},{"timeout":{"default":2000}},{"database":{"default":0}},{"ssl":{"default":false}},{"ssl_verify":{"default":false}}]}}]}}]}""");

        StagingOutcome outcome = await RunAsync();

        outcome.Verdict.Should().Be(StagingVerdict.Failed);
        outcome.Findings.Should().OnlyContain(f => f.Area == "plugin rate-limiting").And.Contain(f => f.What == "field config.redis_host is set on green, not to its default, and not on blue");
        outcome.Findings.Select(f => f.Subject).Distinct().Should().HaveCount(2, "one was patched through green and one made");
    }

    public static TheoryData<string, string, string, string> Differences => new()
    {
        { "\"retries\":5", "\"retries\":7", "entity", "field retries has another value than on blue" },
        { "\"path\":null", "\"path\":\"/x\"", "entity", "field path is set on green, not to its default, and not on blue" },
        { "\"name\":\"svc\",", "", "entity", "field name is set on blue and not on green" },
        { "\"tags\":[\"a\",\"b\"]", "\"tags\":[\"a\"]", "entity", "field tags has another value than on blue" },
        { "\"id\":\"00000000-0000-4000-8000-000000000001\"", "\"id\":\"00000000-0000-4000-8000-000000000009\"", "entity", "services: an entity of blue's is missing on green" },
        { "\"key\":\"a-secret-key\"", "\"key\":\"another-secret\"", "entity", "field key has another value than on blue" },
        { "\"ttl\":86000", "\"ttl\":null", "entity", "field ttl has another value than on blue" },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task Run_APlantedDifference_IsFoundAndNamedWithoutValues(string old, string now, string area, string what)
    {
        green.Rows["/services"] = [Service.Replace(old, now, StringComparison.Ordinal)];
        green.Rows["/key-auths"] = [Key.Replace(old, now, StringComparison.Ordinal)];
        green.Answers["/schemas/services"] = (200, """{"fields":[{"retries":{"type":"integer","default":5}}]}""");

        StagingOutcome outcome = await RunAsync();

        outcome.Verdict.Should().Be(StagingVerdict.Failed);
        outcome.Findings.Should().Contain(f => f.What == what && f.Area == area && f.Node == "green-1");
        outcome.Findings.Select(f => $"{f.What} {f.Subject} {f.Green} {f.Blue}").Append(outcome.Evidence).Should().NotContain(text => text.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_OrdersAndLivesThatDiffer_Pass()
    {
        green.Rows["/services"] = ["""{"updated_at":2,"retries":5.0,"tags":["b","a"],"name":"svc","id":"00000000-0000-4000-8000-000000000001","ca_certificates":{}}"""];
        green.Rows["/key-auths"] = [Key.Replace("86000", "85990", StringComparison.Ordinal)];

        (await RunAsync()).Verdict.Should().Be(StagingVerdict.Passed);
    }

    [Theory]
    [InlineData("3", StagingVerdict.Passed)]
    [InlineData("4", StagingVerdict.Failed)]
    public async Task Run_AFieldThatOnlyGreenKnows_CountsUnlessItHoldsTheDefaultOfItsSchema(string value, StagingVerdict verdict)
    {
        green.Rows["/services"] = [Service.Replace("\"path\"", $"\"new\":{{\"depth\":{value}}},\"path\"", StringComparison.Ordinal)];
        green.Answers["/schemas/services"] = (200, """{"fields":[{"new":{"type":"record","fields":[{"depth":{"type":"integer","default":3}}]}}]}""");

        StagingOutcome outcome = await RunAsync();

        outcome.Verdict.Should().Be(verdict);
        if (verdict is StagingVerdict.Passed) outcome.Explained.Should().Equal("services, 1 entity: known to green only, with its default: new.depth");
    }

    [Theory]
    [InlineData("\"host\":\"h\"", null)]
    [InlineData("\"host\":\"other\"", "field config.redis_host moved to config.redis.host, which has another value")]
    [InlineData("\"port\":6379", "field config.redis_host is set on blue and not on green")]
    public async Task Run_AFieldThatMoved_CountsUnlessItKeptItsValue(string redis, string? what)
    {
        blue.Rows["/plugins"] = ["""{"id":"00000000-0000-4000-8000-000000000004","name":"rate-limiting","config":{"redis_host":"h"}}"""];
        green.Rows["/plugins"] = [$"{{\"id\":\"00000000-0000-4000-8000-000000000004\",\"name\":\"rate-limiting\",\"config\":{{\"redis\":{{{redis}}}}}}}"];

        StagingOutcome outcome = await RunAsync();

        if (what is not null) outcome.Findings.Should().Contain(f => f.What == what && f.Area == "plugin rate-limiting" && f.Traits.Any(t => t.StartsWith("360-02:", StringComparison.Ordinal)));
        else outcome.Explained.Should().ContainSingle().Which.Should().StartWith("plugin rate-limiting, 1 entity: moved with the same value: config.redis_host to config.redis.host (360-02:");
        outcome.Verdict.Should().Be(what is null ? StagingVerdict.Passed : StagingVerdict.Failed);
    }

    [Fact]
    public async Task Run_OneOfTwoGreenNodesDiffers_IsNamed()
    {
        await using TalkingNode other = new();
        (other.Rows["/services"], other.Rows["/key-auths"]) = ([Service], []);

        StagingOutcome outcome = await new EntitiesTest(Options, TimeProvider.System).RunAsync(new() { Green = [green.Node("green-1"), other.Node("green-2")], Blue = [blue.Node("blue-1")] }, TestContext.Current.CancellationToken);

        outcome.Findings.Should().ContainSingle().Which.Node.Should().Be("green-2");
    }

    [Fact]
    public async Task Run_AFieldOfWhichNobodyKnowsTheDefault_CouldNotTell()
    {
        green.Rows["/services"] = [Service.Replace("\"path\"", "\"new\":3,\"path\"", StringComparison.Ordinal)];

        StagingOutcome outcome = await RunAsync();

        outcome.Verdict.Should().Be(StagingVerdict.CouldNotTell);
        outcome.Evidence.Should().Contain("whether field new holds green's default is not known");
    }

    [Fact]
    public async Task Run_AnEntityThatExpiresMeanwhile_DoesNotCount()
    {
        int readings = 0;
        blue.Asked = path => { if (path.StartsWith("/key-auths?", StringComparison.Ordinal) && ++readings == 2) blue.Rows["/key-auths"] = []; };
        green.Rows["/key-auths"] = [];

        (await RunAsync()).Verdict.Should().Be(StagingVerdict.Passed, "blue no longer has it either");
        readings.Should().Be(2);
    }

    [Fact]
    public async Task Run_AnEntityThatIsIssuedBetweenTheSecondReadings_DoesNotCount()
    {
        int readings = 0;
        blue.Rows["/key-auths"] = [];
        blue.Asked = path => { if (path.StartsWith("/key-auths?", StringComparison.Ordinal) && ++readings == 3) blue.Rows["/key-auths"] = [Key]; };

        (await RunAsync()).Verdict.Should().Be(StagingVerdict.Passed, "the third reading shows it on both sides");
    }

    [Theory]
    [InlineData(500, """{"message":"An unexpected error occurred"}""")]
    [InlineData(401, """{"message":"Unauthorized"}""")]
    [InlineData(200, "{\"data\":[{\"id\":")]
    [InlineData(200, "[]")]
    public async Task Run_ACollectionThatGreenCannotShow_CouldNotTell(int status, string body)
    {
        green.Answers["/services"] = (status, body);

        StagingOutcome outcome = await RunAsync();

        outcome.Findings.Should().BeEmpty();
        outcome.Verdict.Should().Be(StagingVerdict.CouldNotTell);
        outcome.Evidence.Should().Contain("green-1: services of workspace default: GET /services");
    }

    [Fact]
    public async Task Run_ACollectionThatGreenDoesNotHave_FindsItsEntitiesMissing()
    {
        green.Rows.Remove("/key-auths", out _);

        (await RunAsync()).Findings.Should().ContainSingle(f => f.What == "keyauth_credentials: an entity of blue's is missing on green" && f.Subject.Contains("000000000002", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"version":"3.9.0","node_id":"n","configuration":{}}""", "says version '3.9.0' instead of 3.9.1")]
    [InlineData("""{"message":"hello"}""", "is not Kong's Admin API")]
    [InlineData("<html>", "is no JSON")]
    public async Task Run_SomebodyElseAnswers_CouldNotTell(string root, string why)
    {
        green.Answers["/"] = (200, root);

        StagingOutcome outcome = await RunAsync();

        (outcome.Verdict, outcome.Findings.Count).Should().Be((StagingVerdict.CouldNotTell, 0));
        outcome.Evidence.Should().Contain(why);
    }

    [Fact]
    public async Task Run_NobodyAnswersOrNobodyIsKnown_CouldNotTell()
    {
        StagingTarget target = new() { Green = [green.Node("green-1")], Blue = [] };
        StagingOutcome unknown = await new EntitiesTest(Options, TimeProvider.System).RunAsync(target, CancellationToken.None);
        (unknown.Verdict, unknown.Evidence).Should().Be((StagingVerdict.CouldNotTell, "could not tell: blue's nodes are not known, so nothing was compared"));

        await blue.DisposeAsync();
        (await RunAsync()).Verdict.Should().Be(StagingVerdict.CouldNotTell);
    }

    [Fact]
    public async Task Run_BlueBehindBothAddresses_CouldNotTell()
    {
        await green.DisposeAsync();
        green = new("3.4.2", "one");
        await blue.DisposeAsync();
        blue = new("3.4.2", "one");

        (await RunAsync()).Evidence.Should().Contain("so one node was asked twice");
    }

    [Fact]
    public async Task Run_SixtyThousandConsumers_IsBounded()
    {
        string[] consumers = [.. Enumerable.Range(0, 60_000).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"id":"{{Id(1, i)}}","username":"user-{{i}}","custom_id":"ext-{{i}}","tags":["lab","people"],"created_at":1795374391,"updated_at":1795374391}"""))];
        string[] routes = [.. Enumerable.Range(0, 2000).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"id":"{{Id(2, i)}}","name":"r{{i}}","paths":["/r{{i}}"],"protocols":["http","https"],"strip_path":true,"service":{"id":"{{Id(3, i)}}"} }"""))];
        string[] plugins = [.. Enumerable.Range(0, 2000).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"id":"{{Id(4, i)}}","name":"rate-limiting","config":{"minute":{{i}},"redis_port":6379,"redis_host":"h","policy":"redis"},"route":{"id":"{{Id(2, i)}}"} }"""))];
        foreach (TalkingNode node in new[] { blue, green }) (node.Rows["/consumers"], node.Rows["/routes"]) = (consumers, routes);
        blue.Rows["/plugins"] = plugins;
        green.Rows["/plugins"] = [.. plugins.Select(p => p.Replace("\"policy\"", "\"redis\":{\"host\":\"h\",\"port\":6379,\"timeout\":2000},\"policy\"", StringComparison.Ordinal))];
        green.Rows["/consumers"] = [.. consumers[..^1], consumers[^1].Replace("ext-", "exx-", StringComparison.Ordinal)];
        long before = GC.GetTotalMemory(forceFullCollection: true), start = TimeProvider.System.GetTimestamp(), most = 0;
        green.Asked = _ => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));

        StagingOutcome outcome = await RunAsync();

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"64,000 entities, 2,000 of them different and explained: {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s, at most {(most - before) / 1048576} MB more on both sides of the socket, {blue.Count + green.Count} requests"));
        (most - before).Should().BeLessThan(400L << 20, "of what does not differ only a hash is kept; most of it is the pages that this process serves");
        outcome.Findings.Should().ContainSingle(f => f.What == "field custom_id has another value than on blue" && f.Subject == $"consumers user-59999 ({Id(1, 59_999)})");
        outcome.Explained.Should().Contain(s => s.StartsWith("plugin rate-limiting, 2,000 entities: moved with the same value: config.redis_host to config.redis.host, config.redis_port to config.redis.port (360-02", StringComparison.Ordinal));
    }

    private static string Id(int kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind:d8}-0000-4000-8000-{number:d12}");

    private async Task ShowAsync(string from, string to, JsonObject old, JsonObject now)
    {
        await DisposeAsync();
        (blue, green) = (new(from), new(to));
        RecordedExport.Show(blue, old);
        RecordedExport.Show(green, now);
    }

    private Task<StagingOutcome> RunAsync() =>
        new EntitiesTest(Options, TimeProvider.System).RunAsync(new() { Green = [green.Node("green-1")], Blue = [blue.Node("blue-1")] }, TestContext.Current.CancellationToken);

    private static AdminApiOptions Options(Uri address) => new() { Address = address, Attempts = 2, RetryDelay = TimeSpan.FromMilliseconds(1) };
}
