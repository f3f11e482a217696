using Kong.Upgrade.Clusters;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Upgrade;

/// <summary>Green as one simulated node that logs in as green's role; blue as the node that is there.</summary>
internal sealed class NodeProvisioner(KongDatabase greenLogin, SimulatedNode blue) : IClusterProvisioner, IAsyncDisposable
{
    private SimulatedNode? green;

    public bool IsBlueGone { get; private set; }

    public SimulatedNode? Green => green;

    public Task PrepareAsync(ClusterSpec spec, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<RunningCluster> StartAsync(ClusterSpec spec, CancellationToken cancellationToken)
    {
        green ??= await SimulatedNode.StartAsync(spec.Version.ToString(), greenLogin);
        return new() { Nodes = [new() { Name = "green-1", Version = green.Version, Proxy = green.Proxy, Admin = green.Admin }] };
    }

    public async Task DecommissionAsync(Decommission order, CancellationToken cancellationToken)
    {
        if (order.Side is ClusterSide.Blue)
        {
            if (!IsBlueGone) await blue.DisposeAsync();
            IsBlueGone = true;
        }
        else if (green is not null)
        {
            await green.DisposeAsync();
            green = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (green is not null) await green.DisposeAsync();
        if (!IsBlueGone) await blue.DisposeAsync();
    }
}
