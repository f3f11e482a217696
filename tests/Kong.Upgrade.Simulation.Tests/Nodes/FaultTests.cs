using System.Net;

namespace Kong.Upgrade.Simulation.Tests.Nodes;

public class FaultTests : NodeFixture
{
    [Fact]
    public async Task ErrorRate_OneInFour_FailsExactlyThatShareByKongItself()
    {
        Node.Faults.ErrorRate = 0.25;
        List<HttpStatusCode> answers = [];
        for (int i = 0; i < 40; i++)
            answers.Add(await GetAsync("/open"));
        answers.Count(a => a == HttpStatusCode.InternalServerError).Should().Be(10);
        string metrics = await MetricsAsync();
        metrics.Should().Contain("kong_http_requests_total{service=\"echo\",route=\"open\",code=\"500\",source=\"kong\",workspace=\"default\",consumer=\"\"} 10");
        metrics.Should().Contain("kong_http_requests_total{service=\"echo\",route=\"open\",code=\"200\",source=\"service\",workspace=\"default\",consumer=\"\"} 30");
    }

    [Fact]
    public async Task AddedLatency_OneSecond_CountsAsKongsOwn()
    {
        Node.Faults.AddedLatency = TimeSpan.FromSeconds(1);
        using HttpResponseMessage response = await Lab.Client.GetAsync(new Uri(Node.Proxy, "/open"), Token);
        int.Parse(response.Headers.GetValues("X-Kong-Proxy-Latency").Single())
            .Should().BeGreaterThanOrEqualTo(980, "a timer of the system may be some milliseconds early");
        int.Parse(response.Headers.GetValues("X-Kong-Upstream-Latency").Single()).Should().BeLessThan(900, "a busy machine may hold up the answer, but not for as long");
        string metrics = await MetricsAsync();
        metrics.Should().NotContain("kong_kong_latency_ms_bucket{service=\"echo\",route=\"open\",workspace=\"default\",le=\"200\"}");
        metrics.Should().Contain("kong_kong_latency_ms_bucket{service=\"echo\",route=\"open\",workspace=\"default\",le=\"+Inf\"} 1");
    }

    [Fact]
    public async Task Hang_UntilReleased_AnswersNothingAndThenEverything()
    {
        Node.Faults.Hang = true;
        Task<HttpStatusCode> waiting = GetAsync("/open");
        await Eventually.TrueAsync(() => Task.FromResult(Node.OpenRequests > 0), "the request arrived");
        waiting.IsCompleted.Should().BeFalse();

        Node.Faults.Hang = false;

        (await waiting).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task BreakPlugin_OnOneRoute_FailsThatRouteOnly()
    {
        Node.Faults.BreakPlugin("rate-limiting");
        (await GetAsync("/limited")).Should().Be(HttpStatusCode.InternalServerError);
        (await GetAsync("/open")).Should().Be(HttpStatusCode.OK);
        (await MetricsAsync()).Should().Contain("route=\"limited\",code=\"500\",source=\"kong\"");
        Node.Faults.RepairPlugin("rate-limiting");
        (await GetAsync("/limited")).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task NotReady_WhileServing_ShowsInReadinessOnly()
    {
        Node.Faults.NotReady = true;
        (await StatusAsync()).Should().Be(HttpStatusCode.ServiceUnavailable);
        (await GetAsync("/open")).Should().Be(HttpStatusCode.OK);
        Node.Faults.NotReady = false;
        (await StatusAsync()).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task WrongConfiguration_WhileReady_KnowsNoRoute()
    {
        Node.Faults.WrongConfiguration = true;
        (await StatusAsync()).Should().Be(HttpStatusCode.OK);
        (await GetAsync("/open")).Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Crash_InTheMiddleOfARequest_BreaksItAndClosesTheListeners()
    {
        Lab.One.Hang = true;
        Task<HttpStatusCode> running = GetAsync("/open");
        await Eventually.TrueAsync(() => Task.FromResult(Lab.One.RequestsReceived > 0), "the upstream was asked");

        Node.Faults.Crash();

        await running.Invoking(r => r).Should().ThrowAsync<HttpRequestException>();
        Node.IsRunning.Should().BeFalse();
        await Node.StopAsync(Token);
        await this.Invoking(t => t.GetAsync("/open")).Should().ThrowAsync<HttpRequestException>();
        await this.Invoking(t => t.StatusAsync()).Should().ThrowAsync<HttpRequestException>();
    }

    [Theory, InlineData(-0.1), InlineData(1.1)]
    public void ErrorRate_OutOfRange_IsRefused(double rate) =>
        Node.Faults.Invoking(f => f.ErrorRate = rate).Should().Throw<ArgumentOutOfRangeException>();

    private async Task<HttpStatusCode> StatusAsync()
    {
        using HttpResponseMessage response = await Lab.Client.GetAsync(new Uri(Node.Status, "/status/ready"), Token);
        return response.StatusCode;
    }
}
