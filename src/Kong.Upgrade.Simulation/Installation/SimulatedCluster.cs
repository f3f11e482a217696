using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Simulation.Installation;

/// <summary>The nodes of one version, started and stopped together.</summary>
internal sealed class SimulatedCluster(KongVersion version, ClusterSide side, int size, Func<string, SimulatedNodeOptions> options) : IAsyncDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);
    private IReadOnlyList<SimulatedKongNode> nodes = [];

    public KongVersion Version => version;

    /// <summary>The running nodes; empty before they were started and after they ended. Replaced whole, so readers may keep it.</summary>
    public IReadOnlyList<SimulatedKongNode> Nodes => Volatile.Read(ref nodes);

    public string NameOf(int index) => $"{side.ToString().ToLowerInvariant()}-{index + 1}";

    public async Task<IReadOnlyList<SimulatedKongNode>> StartAsync(CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (nodes.Count == 0) Volatile.Write(ref nodes, await StartAllAsync(cancellationToken).ConfigureAwait(false));
            return nodes;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Ends all nodes gracefully: running requests end by themselves.</summary>
    public async Task QuitAsync(CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            IReadOnlyList<SimulatedKongNode> ending = nodes;
            Volatile.Write(ref nodes, []);
            foreach (SimulatedKongNode node in ending)
            {
                await node.QuitAsync(cancellationToken).ConfigureAwait(false);
                await node.DisposeAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (SimulatedKongNode node in Nodes) await node.DisposeAsync().ConfigureAwait(false);
        one.Dispose();
    }

    private async Task<IReadOnlyList<SimulatedKongNode>> StartAllAsync(CancellationToken cancellationToken)
    {
        List<SimulatedKongNode> started = [];
        try
        {
            for (int i = 0; i < size; i++)
                started.Add(await SimulatedKongNode.StartAsync(options(NameOf(i)), cancellationToken).ConfigureAwait(false));
            return started;
        }
        catch
        {
            foreach (SimulatedKongNode node in started) await node.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
