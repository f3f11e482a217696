using System.Net;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Tests.Nodes;

namespace Kong.Upgrade.Simulation.Tests.Routing;

/// <summary>Which of several routes that fit gets the request, and what path the upstream then sees.</summary>
public class RouterTests : NodeFixture
{
    protected override string Yaml => """
        _format_version: "3.0"
        services:
        - name: echo
          host: 127.0.0.1
          port: 19991
          routes:
          - {name: prefix-short, paths: [/a], strip_path: false}
          - {name: prefix-long, paths: [/a/b], strip_path: false}
          - {name: regex-low, paths: ['~/a/b/\d+$'], regex_priority: 1, strip_path: false}
          - {name: regex-high, paths: ['~/a/b/1\d*$'], regex_priority: 5, strip_path: false}
          - {name: post-only, paths: [/a], methods: [POST], strip_path: false}
          - {name: host-wild, paths: [/h], hosts: ['*.example.test'], strip_path: false}
          - {name: host-plain, paths: [/h], hosts: [api.example.test], strip_path: false}
          - {name: one-header, paths: [/v], headers: {x-v: ['1']}, strip_path: false}
          - {name: two-headers, paths: [/v], headers: {x-v: ['1'], x-w: ['2', '3']}, strip_path: false}
          - {name: look-ahead, paths: ['~/look(?=x)']}
          - {name: secure, paths: [/secure], protocols: [https]}
          - {name: encoded, paths: [/café]}
        plugins:
        - name: prometheus
          config: {status_code_metrics: true}
        """;

    [Theory]
    [InlineData("GET", "/a", "prefix-short")]
    [InlineData("GET", "/a/b", "prefix-long")]
    [InlineData("GET", "/a/b/27", "regex-low")]
    [InlineData("GET", "/a/b/17", "regex-high")]
    [InlineData("GET", "/a/b/17x", "prefix-long")]
    [InlineData("POST", "/a/b/17", "post-only")]
    [InlineData("GET", "/h", "host-plain", "Host: api.example.test")]
    [InlineData("GET", "/h", "host-wild", "Host: other.example.test:8000")]
    [InlineData("GET", "/h", null, "Host: example.test")]
    [InlineData("GET", "/v", "one-header", "x-v: 1")]
    [InlineData("GET", "/v", "two-headers", "x-v: 1", "x-w: 3")]
    [InlineData("GET", "/v", null, "x-v: 2")]
    [InlineData("GET", "/lookx", null)]
    [InlineData("GET", "/caf%C3%A9/x", "encoded")]
    [InlineData("GET", "/z/../a", "prefix-short")]
    [InlineData("GET", "//a", "prefix-short")]
    public async Task TryMatch_SeveralRoutesFit_TakesTheOneKongTakes(string method, string path, string? route, params string[] headers)
    {
        using HttpRequestMessage request = new(HttpMethod.Parse(method), new Uri($"{Node.Proxy.Scheme}://{Node.Proxy.Authority}{path}",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        foreach (string[] header in headers.Select(h => h.Split(": ")))
            request.Headers.TryAddWithoutValidation(header[0], header[1]);

        using HttpResponseMessage response = await Lab.Client.SendAsync(request, Token);

        response.StatusCode.Should().Be(route is null ? HttpStatusCode.NotFound : HttpStatusCode.OK);
        if (route is not null)
            (await MetricsAsync()).Should().Contain($"route=\"{route}\",code=\"200\"");
    }

    [Fact]
    public async Task Proxy_HttpsOnlyRoute_AsksForTheUpgrade() =>
        (await GetAsync("/secure")).Should().Be(HttpStatusCode.UpgradeRequired);

    [Theory]
    [InlineData("/svc", true, "/p", "/p", "/svc")]
    [InlineData("/svc", true, "/p", "/p/", "/svc/")]
    [InlineData("/svc", true, "/p", "/p/x?q=1", "/svc/x?q=1")]
    [InlineData("/svc/", true, "/p", "/p/x", "/svc/x")]
    [InlineData("/svc/", true, "/p", "/p", "/svc")]
    [InlineData("/svc/", true, "/p/", "/p/x", "/svc/x")]
    [InlineData("/svc", true, "/p/", "/p/x", "/svc/x")]
    [InlineData("/svc", true, "/p", "/px", "/svc/x")]
    [InlineData("/", true, "/p", "/p", "/")]
    [InlineData("/svc", false, "/p", "/p/x", "/svc/p/x")]
    [InlineData("/svc/", false, "/p", "/p/x", "/svc/p/x")]
    public async Task Proxy_ServiceWithPath_JoinsThePaths(string service, bool strip, string route, string asked, string seen)
    {
        SimulatedDatabase database = SimulatedDatabase.FromDeclarative($$"""
            _format_version: "3.0"
            services:
            - {name: s, host: 127.0.0.1, port: 19991, path: {{service}}, routes: [{name: r, paths: [{{route}}], strip_path: {{(strip ? "true" : "false")}}}]}
            """);
        SimulatedKongNode node = await Lab.NodeAsync("3.9.1", database);

        JsonNode body = JsonNode.Parse(await Lab.Client.GetStringAsync(new Uri(node.Proxy, asked), Token))!;

        body["path"]!.ToString().Should().Be(seen);
    }

    [Fact]
    public async Task Router_DoubleTilde_MatchesNothing()
    {
        // What `migrations up -f` makes of a regex path (kong-facts 12.3).
        SimulatedDatabase database = SimulatedDatabase.FromDeclarative("""
            _format_version: "3.0"
            services:
            - {name: s, host: 127.0.0.1, port: 19991, routes: [{name: damaged, paths: ['~~/foo\d+']}, {name: catch-all, paths: ['~/s*']}]}
            """);
        SimulatedKongNode node = await Lab.NodeAsync("3.9.1", database);

        (await GetAsync("/foo1", node)).Should().Be(HttpStatusCode.OK, "the catch-all takes it");
        database.Entities.Remove("routes", database.Entities.List("routes").Single(r => r["name"]!.ToString() == "catch-all")["id"]!.ToString());
        await node.ReloadAsync(Token);
        (await GetAsync("/foo1", node)).Should().Be(HttpStatusCode.NotFound);
    }

}
