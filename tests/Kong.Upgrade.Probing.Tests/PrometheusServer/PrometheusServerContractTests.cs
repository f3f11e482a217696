using Kong.Upgrade.Probing.PrometheusServer;
using Kong.Upgrade.Testing.Contracts;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Probing.Tests.PrometheusServer;

/// <summary>The promises of the interface, kept before a real Prometheus that scrapes often enough for windows of a second.</summary>
public sealed class PrometheusServerContractTests : IAsyncDisposable
{
    private readonly PrometheusInstance prometheus = new() { Interval = TimeSpan.FromMilliseconds(100) };
    private readonly ExpositionServer blue = new(), green = new();

    public static TheoryData<string> Names() => new(MetricsProbeContract.Cases(_ => throw new InvalidOperationException(), createBlind: _ => throw new InvalidOperationException()).Select(c => c.Name));

    [Theory, MemberData(nameof(Names))]
    public async Task Probe_EveryPromise_IsKept(string name)
    {
        PrometheusInstance.SkipIfAbsent();
        blue.Count(3);
        green.Count(3);
        await prometheus.TargetsAsync([blue.Start().Target], [green.Start().Target]);
        await prometheus.StartAsync();
        // Two seconds and more, so that the first window of a case has a scrape before it.
        await blue.ScrapedAsync(30);

        await MetricsProbeContract.Cases(
            _ => Task.FromResult<IMetricsProbe>(new PrometheusServerProbe(Options(prometheus.Address))),
            createBlind: _ => Task.FromResult<IMetricsProbe>(new PrometheusServerProbe(Options(new($"http://127.0.0.1:{Ports.Next()}")))))
            .Single(c => c.Name == name).RunAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await prometheus.DisposeAsync();
        await blue.DisposeAsync();
        await green.DisposeAsync();
    }

    internal static PrometheusServerOptions Options(Uri server) => new() { Server = server, Blue = "job=\"kong-blue\"", Green = "job=\"kong-green\"" };
}
