using Kong.Upgrade.Probing.PrometheusServer;

namespace Kong.Upgrade.Probing.Tests.PrometheusServer;

/// <summary>Whatever is not a whole, good answer is trouble with its reason, and never counts.</summary>
public sealed class PrometheusServerTroubleTests : IDisposable
{
    private const string Secret = "hunter2";

    private readonly FakeServer server = new();

    public static TheoryData<int, string, string, string> Answers() => new()
    {
        { 200, "<html>Log in</html>", "text/html", "text/html" },
        { 200, "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":[[1,", "application/json", "no answer of Prometheus" },
        { 200, "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":[[1,2]]}]}}", "application/json", "no answer of Prometheus" },
        { 200, "[]", "application/json", "no answer of Prometheus" },
        { 200, "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}", "application/json", "'vector'" },
        { 200, "{\"status\":\"success\",\"warnings\":[\"store 3 is down\"],\"data\":{\"resultType\":\"matrix\",\"result\":[]}}", "application/json", "in part only: store 3 is down" },
        { 400, "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error at char 7\"}", "application/json", "bad_data: parse error at char 7" },
        { 200, "{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"query timed out\"}", "application/json", "query timed out" },
        { 503, "Service Unavailable", "text/plain", "503" },
        { 404, "not here", "text/plain", "lacks a path" },
        { 401, "who?", "text/plain", "refuses to answer (401). Give what it wants by Headers" },
        { 302, "", "text/html", "302" },
    };

    [Theory, MemberData(nameof(Answers))]
    public async Task Read_BadAnswer_CouldNotLookAndSaysWhy(int status, string body, string kind, string says)
    {
        server.Instead = (_, _) => Task.FromResult(FakeServer.Answer(status, body, kind));

        ProbeReading reading = await ReadAsync(server.Probe());
        reading.CouldLook.Should().BeFalse();
        reading.Trouble.Should().Contain(says).And.Contain("http://prometheus.test:9090/path").And.NotContain("Log in");
    }

    [Fact]
    public async Task Read_HugeAnswer_IsGivenUp()
    {
        server.Instead = (_, _) => Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(new byte[(64 << 20) + 1]) });

        (await ReadAsync(server.Probe())).Trouble.Should().Contain("more than 64 MB");
    }

    [Fact]
    public async Task Read_NoAnswer_SaysHowLongItWaited()
    {
        server.Instead = async (_, token) => { await Task.Delay(Timeout.Infinite, token); return null!; };

        (await ReadAsync(server.Probe(o => o.AnswerWithin = TimeSpan.FromMilliseconds(20)))).Trouble.Should().Contain("did not answer within 0.02 s");
    }

    [Fact]
    public async Task Read_CancelledMeanwhile_Ends()
    {
        using CancellationTokenSource caller = new();
        server.Instead = async (_, token) => { await caller.CancelAsync(); await Task.Delay(Timeout.Infinite, token); return null!; };

        await FluentActions.Awaiting(() => server.Probe().ReadAsync(FakeServer.Window(0, 1), caller.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Read_NothingListens_SaysSo()
    {
        server.Instead = (_, _) => throw new HttpRequestException("Connection refused");

        (await ReadAsync(server.Probe())).Trouble.Should().Contain("Connection refused").And.Contain("can be reached");
    }

    [Fact]
    public async Task Read_Headers_AreSentAndNeverRepeated()
    {
        server.Instead = (_, _) => Task.FromResult(FakeServer.Answer(403, Secret));
        PrometheusServerProbe probe = server.Probe(o => o.Headers = _ => Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string> { ["Authorization"] = $"Bearer {Secret}" }));

        (await ReadAsync(probe)).Trouble.Should().Contain("still valid").And.NotContain(Secret);
        server.Asked.Single().Request.Headers.GetValues("Authorization").Should().Equal($"Bearer {Secret}");
    }

    [Fact]
    public async Task Read_HeadersFail_SaysSoWithoutTheirWords()
    {
        (await ReadAsync(server.Probe(o => o.Headers = _ => throw new InvalidOperationException(Secret)))).Trouble.Should().Contain("InvalidOperationException").And.NotContain(Secret);
        (await ReadAsync(server.Probe(o => o.Headers = _ => Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string> { ["X"] = Secret + "\n" })))).Trouble.Should().Contain("'X'").And.NotContain(Secret);
    }

    [Fact]
    public async Task Read_ValueThatNoCounterCanBe_IsTrouble()
    {
        server.Both(0, 1, 1);
        server.Scrape(FakeServer.Blue, "b1", 1, (FakeServer.Requests(200), double.NaN));
        server.Scrape(FakeServer.Green, "g1", 1, (FakeServer.Requests(200), 1));

        (await ReadAsync(server.Probe(), 0.5, 2)).Trouble.Should().Contain("NaN");
    }

    [Fact]
    public async Task Read_SampleWithoutItsScrape_IsTrouble()
    {
        server.Both(0, 1, 1);
        server.Stray(FakeServer.Blue, "b1", 1, (FakeServer.Requests(200), 5));
        server.Both(2, 5, 1);

        (await ReadAsync(server.Probe(), 0.5, 3)).Trouble.Should().Contain("counters of b1 that belong to none of its scrapes");
    }

    [Fact]
    public async Task Read_SeriesWithoutStatusCode_IsTrouble()
    {
        server.Scrape(FakeServer.Blue, "b1", 0, ("\"__name__\":\"kong_http_status\",\"route\":\"r\"", 1));
        server.Scrape(FakeServer.Green, "g1", 0, (FakeServer.Requests(200), 1));

        (await ReadAsync(server.Probe(), 0, 1)).Trouble.Should().Contain("kong_http_status").And.Contain("without a status code");
    }

    [Fact]
    public async Task Read_NoTargets_SaysWhichSelector()
    {
        server.Scrape(FakeServer.Blue, "b1", 0);

        (await ReadAsync(server.Probe())).Trouble.Should().Contain("no target of Green").And.Contain("job=\"kong-green\"");
    }

    [Fact]
    public async Task Read_SelectorsThatOverlap_AreTrouble()
    {
        server.Scrape(FakeServer.Blue, "b1", 0);

        (await ReadAsync(server.Probe(o => o.Green = "job=\"kong-blue\",instance=~\".*\""))).Trouble.Should().Contain("both pick b1");
    }

    [Fact]
    public async Task Read_TargetsWithoutTheLabel_AreTrouble()
    {
        server.Both(0, 1, 1);

        (await ReadAsync(server.Probe(o => o.NodeLabel = "pod"))).Trouble.Should().Contain("no label 'pod'").And.Contain("job, instance");
    }

    [Fact]
    public async Task Check_ServerAndNodesInOrder_HasNothingToSay()
    {
        server.Both(0, 1, 1);
        FakeServer.Standing time = new(1);

        (await server.Probe(time: time).CheckAsync(TestContext.Current.CancellationToken)).Should().BeEmpty();
        server.Asked[0].Path.Should().Be("/path/api/v1/status/buildinfo");
    }

    [Fact]
    public async Task Check_NodesThatCannotBeSeen_NamesThem()
    {
        server.Failed(FakeServer.Blue, "b1", 0);
        server.Scrape(FakeServer.Green, "g1", 0);
        FakeServer.Standing time = new(1);

        (await server.Probe(time: time).CheckAsync(TestContext.Current.CancellationToken)).Should().Contain(p => p.StartsWith("Blue's node b1: Prometheus could not scrape it", StringComparison.Ordinal)).And.Contain(p => p.StartsWith("Green's node g1 has neither", StringComparison.Ordinal));
        server.Instead = (_, _) => Task.FromResult(FakeServer.Answer(401, ""));
        (await server.Probe(time: time).CheckAsync(TestContext.Current.CancellationToken)).Should().ContainSingle().Which.Should().Contain("401");
    }

    public void Dispose() => server.Dispose();

    private static Task<ProbeReading> ReadAsync(PrometheusServerProbe probe, double from = 0, double to = 1) => probe.ReadAsync(FakeServer.Window(from, to), TestContext.Current.CancellationToken);
}
