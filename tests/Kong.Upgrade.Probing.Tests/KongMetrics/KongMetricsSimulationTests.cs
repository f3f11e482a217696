using System.Globalization;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing.KongMetrics;
using Kong.Upgrade.Simulation;

namespace Kong.Upgrade.Probing.Tests;

/// <summary>The probe against simulated nodes of each version, which answer real requests on one configuration.</summary>
public sealed class KongMetricsSimulationTests : IAsyncLifetime
{
    private const string Configuration = """
        _format_version: "3.0"
        services:
        - name: echo
          host: backend
          port: 80
          routes:
          - name: open
            paths: [/open]
          - name: closed
            paths: [/closed]
            plugins:
            - name: request-termination
              config: {status_code: 418, message: "no tea"}
        plugins:
        - name: prometheus
          config: {status_code_metrics: true, latency_metrics: true}
        """;

    private static readonly HttpClient client = new();

    private readonly SimulatedDatabase database = SimulatedDatabase.FromDeclarative(Configuration);
    private SimulatedUpstream upstream = null!;
    private int window;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => upstream = await SimulatedUpstream.StartAsync("backend", cancellationToken: Token);

    public ValueTask DisposeAsync() => upstream.DisposeAsync();

    [Theory, InlineData("2.8.5"), InlineData("3.4.2"), InlineData("3.9.0")]
    public async Task Read_BlueOfEachVersion_CountsExactlyWhatWasAsked(string version)
    {
        await using SimulatedKongNode blue = await StartAsync(version), green = await StartAsync("3.9.1");
        using KongMetricsProbe probe = new(Options(blue, green));
        (await ReadAsync(probe)).CouldLook.Should().BeFalse();
        await AskAsync(blue, "/open", 5);
        await AskAsync(blue, "/open/status/503", 2);
        await AskAsync(green, "/open", 3);
        await AskAsync(green, "/closed", 4);
        ProbeReading reading = await ReadAsync(probe);
        NodeReading b = reading.Nodes.Single(n => n is { Node: "blue", Route: "open" }), g = reading.Nodes.Single(n => n is { Node: "green", Route: "closed" });
        (b.Requests, b.Errors, b.UpstreamErrors).Should().Be((7, 2, version[0] == '2' ? 0 : 2));
        (g.Requests, g.ClientErrors, g.UpstreamClientErrors).Should().Be((4, 4, 0));
        (b.Latency.Count, b.KongLatency.Count, g.Latency.Count).Should().Be((7, 7, 4));
        b.Latency.UpperBounds.Should().Equal(g.Latency.UpperBounds);
        reading.Nodes.Single(n => n is { Node: "green", Route: "open" }).Requests.Should().Be(3);
    }

    [Fact]
    public async Task Read_NodeThatRestarts_IsBlindAndThenCountsFromZero()
    {
        await using SimulatedKongNode blue = await StartAsync("3.9.0");
        SimulatedKongNode green = await StartAsync("3.9.1");
        using KongMetricsProbe probe = new(Options(blue, green));
        await AskAsync(green, "/open", 5);
        await ReadAsync(probe);
        await green.DisposeAsync();
        (await ReadAsync(probe)).Trouble.Should().Contain("green: no answer from");
        await using SimulatedKongNode again = await StartAsync("3.9.1", green.Status.Port);
        (await ReadAsync(probe)).Nodes.Single(n => n.Node == "green").Requests.Should().Be(0);
        await AskAsync(again, "/open", 6);
        (await ReadAsync(probe)).Nodes.Single(n => n.Node == "green").Requests.Should().Be(6);
    }

    private static async Task AskAsync(SimulatedKongNode node, string path, int times)
    {
        for (int i = 0; i < times; i++) (await client.GetAsync(new Uri(node.Proxy, path), Token)).Dispose();
    }

    private static KongMetricsOptions Options(SimulatedKongNode blue, SimulatedKongNode green) => new()
    {
        Nodes = [new() { Side = ClusterSide.Blue, Name = "blue", Address = blue.Status, Version = blue.Version }, new() { Side = ClusterSide.Green, Name = "green", Address = green.Status, Version = green.Version }],
        Interval = TimeSpan.FromSeconds(30),
        ScrapeWithin = TimeSpan.FromSeconds(30),
    };

    private Task<SimulatedKongNode> StartAsync(string version, int statusPort = 0) => SimulatedKongNode.StartAsync(
        new() { Version = KongVersion.Parse(version), Database = database, StatusPort = statusPort, Redirect = address => address == "backend:80" ? string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{upstream.Address.Port}") : address }, Token);

    private Task<ProbeReading> ReadAsync(KongMetricsProbe probe)
    {
        DateTimeOffset from = DateTimeOffset.UnixEpoch.AddSeconds(window++);
        return probe.ReadAsync(new(from, from.AddSeconds(1)), Token);
    }
}
