using Kong.Upgrade.Approvals;
using Kong.Upgrade.Backup;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Events;
using Kong.Upgrade.Freeze;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Tests.Support;

/// <summary>A balancer whose every call can be made to fail, hang or lie. Without more words it obeys.</summary>
internal sealed class ScriptedSplitter : ITrafficSplitter
{
    public SplitterCapabilities Capabilities { get; init; } = new();

    /// <summary>What the balancer really has.</summary>
    public TrafficShare InForce { get; set; } = TrafficShare.FromPercent(50);

    public Func<int, CancellationToken, Task>? OnSet { get; set; }

    public Func<int, CancellationToken, Task>? OnGet { get; set; }

    public List<TrafficShare> Asked { get; } = [];

    public int Reads { get; private set; }

    public async Task<TrafficShare> GetShareAsync(CancellationToken cancellationToken)
    {
        Reads++;
        if (OnGet is not null) await OnGet(Reads, cancellationToken);
        return InForce;
    }

    public async Task<TrafficShare> SetShareAsync(TrafficShare desired, CancellationToken cancellationToken)
    {
        Asked.Add(desired);
        if (OnSet is not null) await OnSet(Asked.Count, cancellationToken);
        return InForce = desired;
    }
}

/// <summary>Keeps what it was told, and does what it is told to do.</summary>
internal sealed class ScriptedObserver(Func<UpgradeEvent, CancellationToken, Task>? then = null) : IUpgradeObserver
{
    public List<UpgradeEvent> Told { get; } = [];

    public Task OnEventAsync(UpgradeEvent upgradeEvent, CancellationToken cancellationToken)
    {
        Told.Add(upgradeEvent);
        return then?.Invoke(upgradeEvent, cancellationToken) ?? Task.CompletedTask;
    }
}

/// <summary>All services of which a run has one, in one object: a registration, and nothing that works.</summary>
internal sealed class NoServices : IMigrationRunner, IClusterProvisioner, IMetricsProbe, IBackup
{
    public Task<MigrationState> GetStateAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<MigrationState> UpAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<MigrationState> FinishAsync(FinishPermit permit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task PrepareAsync(ClusterSpec spec, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RunningCluster> StartAsync(ClusterSpec spec, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task DecommissionAsync(Decommission order, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<BackupManifest> TakeAsync(BackupRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RestoreAsync(BackupManifest manifest, CancellationToken cancellationToken) => throw new NotSupportedException();
}

/// <summary>A freeze that is what it is set to.</summary>
internal sealed class ScriptedFreeze : IWriteFreeze
{
    public FreezeStanding Standing { get; set; } = FreezeStanding.Frozen;

    /// <summary>What a thaw brings about.</summary>
    public FreezeStanding AfterThaw { get; init; } = FreezeStanding.Thawed;

    /// <summary>How many thaws fail for a moment before one works.</summary>
    public int Hiccups { get; set; }

    public int Thaws { get; private set; }

    public Task<FreezeProof> FreezeAsync(FreezeRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<FreezeState> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(new FreezeState { Standing = Standing });

    public Task ThawAsync(CancellationToken cancellationToken)
    {
        Thaws++;
        if (Hiccups-- > 0) throw new UpgradeServiceException("the database is starting", isTransient: true);
        Standing = AfterThaw;
        return Task.CompletedTask;
    }
}
