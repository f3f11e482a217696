using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Testing.Fakes;

/// <summary>Blue and green in memory. Thread-safe.</summary>
/// <param name="time">The clock; one of its own by default.</param>
/// <param name="faults">Where faults are placed; a list of its own by default.</param>
/// <param name="story">Where operations are told; a story of its own by default.</param>
public sealed class FakeClusters(VirtualTime? time = null, FaultList? faults = null, Story? story = null) : IClusterProvisioner
{
    private readonly FakeCalls calls = new(time, faults, story);
    private readonly Lock gate = new();
    private bool isFenced;

    /// <summary>Faults of single calls.</summary>
    public FaultList Faults => calls.Faults;

    /// <summary>How blue stands.</summary>
    public FakeClusterStanding Blue { get; private set; } = FakeClusterStanding.Running;

    /// <summary>How green stands.</summary>
    public FakeClusterStanding Green { get; private set; } = FakeClusterStanding.Absent;

    /// <summary>Whether blue was kept from ever coming back to the database.</summary>
    public bool IsBlueFenced
    {
        get { lock (gate) return isFenced; }
    }

    /// <summary>How many nodes green has. The default value is 2.</summary>
    public int NodeCount { get; set; } = 2;

    /// <summary>The version that green's nodes report, where it is not the one they were asked to be. The default value is <see langword="null"/>.</summary>
    public KongVersion? ReportedVersion { get; set; }

    /// <inheritdoc/>
    public Task PrepareAsync(ClusterSpec spec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return calls.EffectAsync(KongCall.PrepareGreen, $"green: prepared {spec.Version}", Prepare, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<RunningCluster> StartAsync(ClusterSpec spec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return calls.EffectAsync(KongCall.StartGreen, "green: started", () => Start(spec), cancellationToken);
    }

    /// <inheritdoc/>
    public Task DecommissionAsync(Decommission order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        return order.Side is ClusterSide.Blue
            ? calls.EffectAsync(KongCall.DecommissionBlue, "blue: decommissioned", () => (Blue, isFenced) = (FakeClusterStanding.Gone, order.Fence), cancellationToken)
            : calls.EffectAsync(KongCall.DecommissionGreen, "green: decommissioned", () => Green = FakeClusterStanding.Gone, cancellationToken);
    }

    private bool Prepare()
    {
        lock (gate)
            if (Green is not FakeClusterStanding.Running) Green = FakeClusterStanding.Prepared;
        return true;
    }

    private RunningCluster Start(ClusterSpec spec)
    {
        lock (gate)
        {
            if (Green is FakeClusterStanding.Absent or FakeClusterStanding.Gone) throw new UpgradeServiceException($"Green cannot be started: it is {Green}. Prepare it first.");
            Green = FakeClusterStanding.Running;
            return new() { Nodes = [.. Enumerable.Range(1, NodeCount).Select(n => new ClusterNode { Name = $"green-{n}", Version = ReportedVersion ?? spec.Version })] };
        }
    }
}
