using System.Net.Http.Json;
using System.Text.Json;
using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Simulation.Installation;

/// <summary>Starts and ends the installation's nodes. What it did is in files, so that it holds when its process dies.</summary>
internal sealed class SimulatedProvisioner(SimulatedCluster blue, SimulatedCluster green, StateFile greenRuns, StateFile blueFenced) : IClusterProvisioner, IBlueCluster, IDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly HttpClient http = new();

    public Task<IReadOnlyList<ClusterNode>> GetNodesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ClusterNode>>([.. blue.Nodes.Select((node, at) => Node(node, blue.NameOf(at), blue.Version))]);

    public Task PrepareAsync(ClusterSpec spec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.Version == green.Version ? Task.CompletedTask
            : throw new UpgradeServiceException($"The installation's green nodes are Kong {green.Version}, but the plan goes to {spec.Version}. Make the installation with that version.");
    }

    public async Task<RunningCluster> StartAsync(ClusterSpec spec, CancellationToken cancellationToken)
    {
        await PrepareAsync(spec, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<SimulatedKongNode> nodes = await green.StartAsync(cancellationToken).ConfigureAwait(false);
        greenRuns.Write("yes");
        ClusterNode[] ready = new ClusterNode[nodes.Count];
        for (int i = 0; i < ready.Length; i++) ready[i] = await ReadyAsync(nodes[i], green.NameOf(i), cancellationToken).ConfigureAwait(false);
        return new() { Nodes = ready };
    }

    public async Task DecommissionAsync(Decommission order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.Side is ClusterSide.Green) greenRuns.Remove();
        // The fence first: a node that ended and came back would be worse than one that is still ending (kong-facts 12.5).
        if (order.Fence) blueFenced.Write(order.Reason);
        await (order.Side is ClusterSide.Green ? green : blue).QuitAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => http.Dispose();

    private async Task<ClusterNode> ReadyAsync(SimulatedKongNode node, string name, CancellationToken cancellationToken)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!await IsReadyAsync(node, cancellationToken).ConfigureAwait(false))
        {
            if (TimeProvider.System.GetElapsedTime(start) > ReadyWithin) throw new UpgradeServiceException($"{name} at {node.Status} was not ready within {ReadyWithin}. Look at its Status API.");
            await Task.Delay(Pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        JsonElement root = await http.GetFromJsonAsync<JsonElement>(node.Admin, cancellationToken).ConfigureAwait(false);
        return Node(node, name, KongVersion.Parse(root.GetProperty("version").GetString()!));
    }

    private static ClusterNode Node(SimulatedKongNode node, string name, KongVersion version) => new() { Name = name, Version = version, Proxy = node.Proxy, ProxyTls = node.ProxyTls, Admin = node.Admin, Status = node.Status };

    private async Task<bool> IsReadyAsync(SimulatedKongNode node, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri(node.Status, "/status/ready"), cancellationToken).ConfigureAwait(false);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
