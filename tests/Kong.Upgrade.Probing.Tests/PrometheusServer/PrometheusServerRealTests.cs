using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing.PrometheusServer;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Probing.Tests.PrometheusServer;

/// <summary>Against a real Prometheus that scrapes once a second: what windows sum up to is what the nodes counted.</summary>
public sealed class PrometheusServerRealTests : IAsyncDisposable
{
    // Labels in the order in which the node counts on, for it is the same counter.
    private const string Past = "kong_http_requests_total{service=\"s\",route=\"r\",code=\"200\",source=\"service\",workspace=\"default\"}";

    private readonly PrometheusInstance prometheus = new();
    private readonly ExpositionServer blue1 = new(), blue2 = new(), green1 = new();
    private readonly Dictionary<string, long> seen = [];
    private readonly List<BlindNode> blind = [];
    private readonly List<string> troubles = [];
    private PrometheusServerProbe? probe;
    private DateTimeOffset from;

    [Fact]
    public async Task Read_AcrossARestartAndANodeThatVanishes_SumsUpToWhatWasCounted()
    {
        await StartAsync();
        await CountAsync(3);
        // What a restarted node counted is scraped before it goes.
        await blue1.ScrapedAsync(2);
        await CaughtUpAsync(blue1);
        blue1.Forget();
        blue1.Count(7);
        await CountAsync(3);
        await blue2.StopAsync();
        blue2.Count(11, code: 500, source: "kong");
        await Eventually.HoldsAsync(async () => { await ReadAsync(); return blind.Any(b => b.Node == blue2.Target); }, "the node that vanished is reported");
        blue2.Start();
        await CountAsync(2);
        await CaughtUpAsync(blue1, blue2, green1);

        seen.Should().BeEquivalentTo(new Dictionary<string, long> { [blue1.Target] = blue1.Counted, [blue2.Target] = blue2.Counted, [green1.Target] = green1.Counted });
        blind.Should().OnlyContain(b => b.Node == blue2.Target && b.Side == ClusterSide.Blue);
        troubles.Should().OnlyContain(t => t.StartsWith("There is nothing new of", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_TargetThatIsTakenAwayAndComesBack_SumsUpToWhatWasCounted()
    {
        await StartAsync();
        await CountAsync(2);
        await prometheus.TargetsAsync([blue1.Target], [green1.Target]);
        await CountAsync(1);
        await Eventually.HoldsAsync(async () => { await ReadAsync(); return blind.Any(b => b.Node == blue2.Target && b.Trouble.Contains("no target any more", StringComparison.Ordinal)); }, "the target that is gone is reported");
        await prometheus.TargetsAsync([blue1.Target, blue2.Target], [green1.Target]);
        await CountAsync(1);
        await CaughtUpAsync(blue1, blue2, green1);

        seen.Should().BeEquivalentTo(new Dictionary<string, long> { [blue1.Target] = blue1.Counted, [blue2.Target] = blue2.Counted, [green1.Target] = green1.Counted });
    }

    [Fact]
    public async Task Read_PrometheusThatStops_IsTroubleAndLosesNothing()
    {
        await StartAsync();
        await CountAsync(1);
        await CaughtUpAsync(blue1, blue2, green1);
        await prometheus.StopAsync();
        await ReadAsync();
        troubles[^1].Should().Contain("does not answer");
        blue1.Count(5);
        await prometheus.StartAsync();
        await CaughtUpAsync(blue1, blue2, green1);

        seen[blue1.Target].Should().Be(blue1.Counted);
    }

    [Fact]
    public async Task Check_RealServer_HasNothingToSay()
    {
        await StartAsync();
        (await probe!.CheckAsync(TestContext.Current.CancellationToken)).Should().BeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        probe?.Dispose();
        await prometheus.DisposeAsync();
        foreach (ExpositionServer node in (ExpositionServer[])[blue1, blue2, green1]) await node.DisposeAsync();
    }

    /// <summary>Nodes with a past that does not count, scraped by a Prometheus that runs, and a probe that has begun.</summary>
    private async Task StartAsync()
    {
        PrometheusInstance.SkipIfAbsent();
        foreach (ExpositionServer node in (ExpositionServer[])[blue1, blue2, green1]) node.Start().Add(Past, 1000);
        await prometheus.TargetsAsync([blue1.Target, blue2.Target], [green1.Target]);
        await prometheus.StartAsync();
        probe = new(PrometheusServerContractTests.Options(prometheus.Address));
        foreach (ExpositionServer node in (ExpositionServer[])[blue1, blue2, green1]) await node.ScrapedAsync(2);
        from = DateTimeOffset.UtcNow;
    }

    private async Task ReadAsync()
    {
        ProbeWindow window = new(from, DateTimeOffset.UtcNow);
        ProbeReading reading = await probe!.ReadAsync(window, TestContext.Current.CancellationToken);
        if (reading.Trouble is { } trouble) troubles.Add(trouble);
        if (!reading.CouldLook) return;
        from = window.To;
        blind.AddRange(reading.BlindNodes);
        foreach (NodeReading node in reading.Nodes) seen[node.Node] = seen.GetValueOrDefault(node.Node) + node.Requests;
    }

    /// <summary>Requests on all nodes while scrapes and looks go on.</summary>
    private async Task CountAsync(int scrapes)
    {
        for (int until = green1.Scrapes + scrapes; green1.Scrapes < until; await ReadAsync())
        {
            blue1.Count(3);
            blue2.Count(2, "other", 404);
            green1.Count(1, code: 503);
            await Eventually.HoldsAsync(() => Task.FromResult(true), "other threads have their turn");
        }
    }

    /// <summary>Reads until every request that was counted is seen.</summary>
    private Task CaughtUpAsync(params ExpositionServer[] nodes) =>
        Eventually.HoldsAsync(async () => { await ReadAsync(); return nodes.All(n => seen.GetValueOrDefault(n.Target) >= n.Counted); }, "all that was counted is seen");
}
