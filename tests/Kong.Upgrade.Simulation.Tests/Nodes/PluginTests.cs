using System.Net;
using System.Text.Json.Nodes;

namespace Kong.Upgrade.Simulation.Tests.Nodes;

/// <summary>What the recordings do not show: key in the query, request-termination, cors, bodies, retries.</summary>
public class PluginTests : NodeFixture
{
    [Fact]
    public async Task KeyAuth_KeyInTheQuery_TellsTheUpstreamWhoAsks()
    {
        JsonNode seen = JsonNode.Parse(await Lab.Client.GetStringAsync(new Uri(Node.Proxy, "/locked?apikey=alice-key&x=1"), Token))!;
        seen["headers"]!["X-Consumer-Username"]!.ToString().Should().Be("alice");
        seen["path"]!.ToString().Should().Be("/?apikey=alice-key&x=1");
    }

    [Fact]
    public async Task RequestTermination_Always_AnswersItself()
    {
        using HttpResponseMessage response = await Lab.Client.GetAsync(new Uri(Node.Proxy, "/closed"), Token);
        ((int)response.StatusCode).Should().Be(418);
        JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!["message"]!.ToString().Should().Be("no tea");
        Lab.One.RequestsReceived.Should().Be(0);
    }

    [Fact]
    public async Task Cors_Preflight_IsAnsweredAndOthersAreMarked()
    {
        using HttpRequestMessage preflight = new(HttpMethod.Options, new Uri(Node.Proxy, "/shared"));
        preflight.Headers.Add("Origin", "https://app.example");
        preflight.Headers.Add("Access-Control-Request-Method", "PUT");
        using HttpResponseMessage answer = await Lab.Client.SendAsync(preflight, Token);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Headers.GetValues("Access-Control-Allow-Methods").Should().Equal("GET,PUT");
        answer.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal("https://app.example");
        Lab.One.RequestsReceived.Should().Be(0);

        using HttpRequestMessage plain = new(HttpMethod.Get, new Uri(Node.Proxy, "/shared"));
        plain.Headers.Add("Origin", "https://evil.example");
        using HttpResponseMessage other = await Lab.Client.SendAsync(plain, Token);
        other.Headers.Contains("Access-Control-Allow-Origin").Should().BeFalse();
    }

    [Fact]
    public async Task Proxy_Post_CarriesTheBody()
    {
        using HttpResponseMessage response = await Lab.Client.PostAsync(new Uri(Node.Proxy, "/open"), new StringContent(new string('x', 100_000)), Token);
        JsonNode seen = JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!;
        seen["len"]!.GetValue<long>().Should().Be(100_000);
        seen["method"]!.ToString().Should().Be("POST");
    }

    [Fact]
    public async Task Balancer_OneTargetRefuses_TriesTheOther()
    {
        SimulatedDatabase database = SimulatedDatabase.FromDeclarative("""
            _format_version: "3.0"
            services: [{name: s, host: two, port: 80, routes: [{name: r, paths: [/]}]}]
            upstreams: [{name: two, targets: [{target: 127.0.0.1:19991, weight: 100}, {target: 127.0.0.1:9, weight: 100}]}]
            """);
        SimulatedKongNode node = await Lab.NodeAsync("3.9.1", database);
        for (int i = 0; i < 8; i++)
            (await GetAsync("/", node)).Should().Be(HttpStatusCode.OK);
        Lab.One.RequestsReceived.Should().Be(8);
    }

    [Fact]
    public async Task Balancer_Weights_AreKeptExactly()
    {
        SimulatedDatabase database = SimulatedDatabase.FromDeclarative("""
            _format_version: "3.0"
            services: [{name: s, host: two, port: 80, routes: [{name: r, paths: [/]}]}]
            upstreams: [{name: two, targets: [{target: 127.0.0.1:19991, weight: 30}, {target: 127.0.0.1:19992, weight: 10}]}]
            """);
        SimulatedKongNode node = await Lab.NodeAsync("3.9.1", database);
        for (int i = 0; i < 40; i++)
            (await GetAsync("/", node)).Should().Be(HttpStatusCode.OK);
        (Lab.One.RequestsReceived, Lab.Two.RequestsReceived).Should().Be((30, 10));
    }

    [Fact]
    public async Task Proxy_UpstreamTooSlow_AnswersGatewayTimeout()
    {
        SimulatedDatabase database = SimulatedDatabase.FromDeclarative("""
            _format_version: "3.0"
            services: [{name: s, host: 127.0.0.1, port: 19991, read_timeout: 100, retries: 0, routes: [{name: r, paths: [/]}]}]
            """);
        SimulatedKongNode node = await Lab.NodeAsync("3.9.1", database);
        Lab.One.Hang = true;
        (await GetAsync("/", node)).Should().Be(HttpStatusCode.GatewayTimeout);
    }
}
