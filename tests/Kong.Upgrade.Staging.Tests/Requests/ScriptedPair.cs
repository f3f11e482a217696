using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Staging.Tests.Requests;

/// <summary>A scripted green node, and a scripted blue one where blue is known.</summary>
internal sealed class ScriptedPair(Func<int, int> green, Func<int, int>? blue = null) : IAsyncDisposable
{
    public ScriptedNode Green { get; } = new("green-1", "3.9.1", green);

    public ScriptedNode? Blue { get; } = blue is null ? null : new("blue-1", "3.4.2", blue);

    public StagingTarget Target => new() { Green = [Green.Node], Blue = Blue is null ? Array.Empty<ClusterNode>() : [Blue.Node] };

    public Task<StagingReport> RunAsync(Action<StagingSuiteBuilder> assemble) =>
        new StagingRunner().RunAsync(StagingSuite.Create(tests => assemble(tests.Configure(o => o.RequestsPerSecond = null))), Target, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Green.DisposeAsync();
        if (Blue is not null) await Blue.DisposeAsync();
    }
}
