namespace Kong.Upgrade.Simulation.Tests.Nodes;

/// <summary>Active checks take a target out and put it back.</summary>
public class HealthTests : NodeFixture
{
    protected override string Yaml => """
        _format_version: "3.0"
        services: [{name: s, host: two, port: 80, retries: 0, routes: [{name: r, paths: [/]}]}]
        upstreams:
        - name: two
          targets: [{target: 127.0.0.1:19991, weight: 100}, {target: 127.0.0.1:19992, weight: 100}]
          healthchecks: {active: {http_path: /status/200, healthy: {interval: 0.02, successes: 1}, unhealthy: {interval: 0.02, tcp_failures: 2, http_failures: 2}}}
        plugins: [{name: prometheus, config: {upstream_health_metrics: true}}]
        """;

    [Fact]
    public async Task ActiveChecks_FailingTarget_GetsNoTrafficUntilItRecovers()
    {
        Lab.Two.ErrorRate = 1;
        await Eventually.TrueAsync(() => HealthIsAsync("UNHEALTHY"), "two failed checks in a row");
        for (int i = 0; i < 6; i++)
            (await Lab.Client.GetStringAsync(new Uri(Node.Proxy, "/"), Token)).Should().Contain("\"backend\":\"one\"");
        (await MetricsAsync()).Should()
            .Contain("kong_upstream_target_health{upstream=\"two\",target=\"127.0.0.1:19992\",address=\"127.0.0.1:19992\",state=\"unhealthy\",subsystem=\"http\"} 1");
        Lab.Two.ErrorRate = 0;
        await Eventually.TrueAsync(() => HealthIsAsync("HEALTHY"), "one good check");
    }

    private async Task<bool> HealthIsAsync(string health)
    {
        (_, string body) = await AdminAsync(HttpMethod.Get, "/upstreams/two/health");
        return System.Text.Json.Nodes.JsonNode.Parse(body)!["data"]!.AsArray()
            .Single(t => t!["target"]!.ToString() == "127.0.0.1:19992")!["health"]!.ToString() == health;
    }
}
