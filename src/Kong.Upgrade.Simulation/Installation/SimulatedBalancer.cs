using Kong.Upgrade.Clusters;
using Kong.Upgrade.Simulation.Hosting;
using Kong.Upgrade.Traffic;
using Microsoft.AspNetCore.Http;

namespace Kong.Upgrade.Simulation.Installation;

/// <summary>A small load balancer on a loopback socket that splits user traffic between blue and green. Its share survives its process.</summary>
/// <remarks>
/// The split is even and exact: of any run of requests green gets its share, rounded. Nothing is retried, so whatever a cluster
/// does wrong is what users see and what is counted. Safe for any number of threads.
/// </remarks>
public sealed class SimulatedBalancer : ITrafficSplitter, IAsyncDisposable
{
    private readonly BalancerForwarder forwarder = new();
    private readonly SideCounter blue = new();
    private readonly SideCounter green = new();
    private readonly SimulatedCluster blueNodes;
    private readonly SimulatedCluster greenNodes;
    private readonly StateFile remembered;
    private NodeListener listener = null!;
    private long turn;
    private int share;

    private SimulatedBalancer(SimulatedCluster blueNodes, SimulatedCluster greenNodes, StateFile remembered)
    {
        (this.blueNodes, this.greenNodes, this.remembered) = (blueNodes, greenNodes, remembered);
        share = remembered.Read() is { } millionths ? int.Parse(millionths, System.Globalization.CultureInfo.InvariantCulture) : 0;
    }

    /// <inheritdoc/>
    public SplitterCapabilities Capabilities { get; } = new() { SmallestStep = TrafficShare.FromPercent(0.01), SettlesWithin = TimeSpan.FromMilliseconds(500) };

    /// <summary>Where users send their requests.</summary>
    public Uri Address => listener.Address;

    /// <summary>Green's share now.</summary>
    public TrafficShare Share => TrafficShare.FromPercent(Volatile.Read(ref share) / 10_000.0);

    /// <summary>What users got from blue.</summary>
    public SideCounts Blue => blue.Now;

    /// <summary>What users got from green.</summary>
    public SideCounts Green => green.Now;

    /// <inheritdoc/>
    public Task<TrafficShare> GetShareAsync(CancellationToken cancellationToken) => Task.FromResult(Share);

    /// <inheritdoc/>
    public Task<TrafficShare> SetShareAsync(TrafficShare desired, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Both or neither: what is remembered must be what is in force, whoever asks at once.
        lock (remembered)
        {
            remembered.Write(desired.PartsPerMillion.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Volatile.Write(ref share, desired.PartsPerMillion);
        }
        return Task.FromResult(desired);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        listener.AbortConnections();
        await listener.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        listener.Dispose();
        forwarder.Dispose();
    }

    internal static async Task<SimulatedBalancer> StartAsync(SimulatedCluster blue, SimulatedCluster green, StateFile remembered, CancellationToken cancellationToken)
    {
        SimulatedBalancer balancer = new(blue, green, remembered);
        balancer.listener = await NodeListener.StartAsync(0, new ListenerCounters(), balancer.HandleAsync, cancellationToken).ConfigureAwait(false);
        return balancer;
    }

    private async Task HandleAsync(HttpContext context)
    {
        long number = Interlocked.Increment(ref turn);
        bool toGreen = IsGreens(number, Volatile.Read(ref share));
        IReadOnlyList<SimulatedKongNode> nodes = (toGreen ? greenNodes : blueNodes).Nodes;
        Uri? node = nodes.Count == 0 ? null : nodes[(int)(number % nodes.Count)].Proxy;
        int status = await forwarder.ForwardAsync(context, node).ConfigureAwait(false);
        (toGreen ? green : blue).Count(status);
    }

    /// <summary>Of any run of requests green gets its part, rounded, and evenly spread.</summary>
    private static bool IsGreens(long number, int millionths) => number * millionths / 1_000_000 > (number - 1) * millionths / 1_000_000;
}
