using Kong.Upgrade.Probing;
using Kong.Upgrade.Testing.Contracts;
using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic.HAProxy;

namespace Kong.Upgrade.Traffic.Tests.HAProxy;

/// <summary>The promises of the interfaces, kept before a real HAProxy that has exactly the printed lines.</summary>
public sealed class HAProxyContractTests : IAsyncDisposable
{
    private readonly HAProxyInstance haproxy = new();

    public static TheoryData<HAProxyMode, string> Splitters() => new(
        from mode in (HAProxyMode[])[HAProxyMode.Weights, HAProxyMode.Map]
        from contract in TrafficSplitterContract.Cases(_ => throw new InvalidOperationException())
        select (mode, contract.Name));

    public static TheoryData<HAProxyMode, string> Probes() => new(
        from mode in (HAProxyMode[])[HAProxyMode.Weights, HAProxyMode.Map]
        from contract in MetricsProbeContract.Cases(_ => throw new InvalidOperationException(), createBlind: _ => throw new InvalidOperationException())
        select (mode, contract.Name));

    [Theory, MemberData(nameof(Splitters))]
    public async Task Splitter_EveryPromise_IsKept(HAProxyMode mode, string name)
    {
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(HAProxyOptionsOf.Of(mode, haproxy));
        await TrafficSplitterContract.Cases(_ => Task.FromResult<ITrafficSplitter>(splitter)).Single(c => c.Name == name).RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory, MemberData(nameof(Probes))]
    public async Task Probe_EveryPromise_IsKept(HAProxyMode mode, string name)
    {
        HAProxyOptions options = HAProxyOptionsOf.Of(mode, haproxy);
        await haproxy.StartAsync(options);
        HAProxyOptions blind = HAProxyOptionsOf.Of(mode, haproxy);
        blind.Socket += ".not";
        await MetricsProbeContract.Cases(_ => Task.FromResult<IMetricsProbe>(new HAProxyProbe(options)), createBlind: _ => Task.FromResult<IMetricsProbe>(new HAProxyProbe(blind)))
            .Single(c => c.Name == name).RunAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => haproxy.DisposeAsync();
}
