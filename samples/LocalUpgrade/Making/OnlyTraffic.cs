using Kong.Upgrade;
using Kong.Upgrade.Backup;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Freeze;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Probing;

namespace LocalUpgrade.Making;

/// <summary>Stands for every service that a retreat does not need: whoever asked one of them would hear it.</summary>
internal sealed class OnlyTraffic : IMigrationRunner, IClusterProvisioner, IMetricsProbe, IWriteFreeze, IBackup, IUpgradeJournal
{
    /// <summary>A runner that can do one thing only: send all traffic to blue.</summary>
    public static UpgradeRunner Runner(ITrafficSplitter traffic, TimeSpan within)
    {
        OnlyTraffic nothing = new();
        KongUpgradeOptions options = new();
        options.RetreatTimeout = within > options.RetreatAttemptTimeout ? within : options.RetreatAttemptTimeout;
        return new(new() { Traffic = traffic, Migrations = nothing, Clusters = nothing, Probe = nothing, Freeze = nothing, Backup = nothing, Journal = nothing }, options);
    }

    Task<MigrationState> IMigrationRunner.GetStateAsync(CancellationToken cancellationToken) => throw Unneeded();

    Task<MigrationState> IMigrationRunner.UpAsync(CancellationToken cancellationToken) => throw Unneeded();

    Task<MigrationState> IMigrationRunner.FinishAsync(FinishPermit permit, CancellationToken cancellationToken) => throw Unneeded();

    Task IClusterProvisioner.PrepareAsync(ClusterSpec spec, CancellationToken cancellationToken) => throw Unneeded();

    Task<RunningCluster> IClusterProvisioner.StartAsync(ClusterSpec spec, CancellationToken cancellationToken) => throw Unneeded();

    Task IClusterProvisioner.DecommissionAsync(Decommission order, CancellationToken cancellationToken) => throw Unneeded();

    Task<ProbeReading> IMetricsProbe.ReadAsync(ProbeWindow window, CancellationToken cancellationToken) => throw Unneeded();

    Task<FreezeProof> IWriteFreeze.FreezeAsync(FreezeRequest request, CancellationToken cancellationToken) => throw Unneeded();

    Task<FreezeState> IWriteFreeze.CheckAsync(CancellationToken cancellationToken) => throw Unneeded();

    Task IWriteFreeze.ThawAsync(CancellationToken cancellationToken) => throw Unneeded();

    Task<BackupManifest> IBackup.TakeAsync(BackupRequest request, CancellationToken cancellationToken) => throw Unneeded();

    Task IBackup.RestoreAsync(BackupManifest manifest, CancellationToken cancellationToken) => throw Unneeded();

    Task<RunRecord> IUpgradeJournal.OpenAsync(JournalOpening opening, CancellationToken cancellationToken) => throw Unneeded();

    Task IUpgradeJournal.WriteAsync(JournalEntry entry, CancellationToken cancellationToken) => throw Unneeded();

    Task IUpgradeJournal.CloseAsync(CancellationToken cancellationToken) => throw Unneeded();

    private static NotSupportedException Unneeded() => new("A retreat needs nothing but the balancer.");
}
