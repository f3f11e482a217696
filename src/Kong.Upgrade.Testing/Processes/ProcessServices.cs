using Kong.Upgrade.Approvals;
using Kong.Upgrade.Backup;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Events;
using Kong.Upgrade.Freeze;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Staging;
using Kong.Upgrade.Traffic;
using Kong.Upgrade.Witness;

namespace Kong.Upgrade.Testing.Processes;

// The services of the world as one process sees them. They only say which calls change something.

internal sealed class ProcessMigrations(FakeProcess process, IMigrationRunner world) : IMigrationRunner
{
    public Task<MigrationState> GetStateAsync(CancellationToken cancellationToken) => process.LookAsync(() => world.GetStateAsync(cancellationToken));

    public Task<MigrationState> UpAsync(CancellationToken cancellationToken) => process.ChangeAsync(KongCall.MigrateUp, () => world.UpAsync(cancellationToken));

    public Task<MigrationState> FinishAsync(FinishPermit permit, CancellationToken cancellationToken) => process.ChangeAsync(KongCall.MigrateFinish, () => world.FinishAsync(permit, cancellationToken));
}

internal sealed class ProcessClusters(FakeProcess process, IClusterProvisioner world) : IClusterProvisioner
{
    public Task PrepareAsync(ClusterSpec spec, CancellationToken cancellationToken) => process.ChangeAsync(KongCall.PrepareGreen, () => world.PrepareAsync(spec, cancellationToken));

    public Task<RunningCluster> StartAsync(ClusterSpec spec, CancellationToken cancellationToken) => process.ChangeAsync(KongCall.StartGreen, () => world.StartAsync(spec, cancellationToken));

    public Task DecommissionAsync(Decommission order, CancellationToken cancellationToken) =>
        process.ChangeAsync(order.Side is ClusterSide.Blue ? KongCall.DecommissionBlue : KongCall.DecommissionGreen, () => world.DecommissionAsync(order, cancellationToken));
}

internal sealed class ProcessTraffic(FakeProcess process, ITrafficSplitter world) : ITrafficSplitter
{
    public SplitterCapabilities Capabilities => world.Capabilities;

    public Task<TrafficShare> GetShareAsync(CancellationToken cancellationToken) => process.LookAsync(() => world.GetShareAsync(cancellationToken));

    public Task<TrafficShare> SetShareAsync(TrafficShare desired, CancellationToken cancellationToken) => process.ChangeAsync(KongCall.SetShare, () => world.SetShareAsync(desired, cancellationToken));
}

internal sealed class ProcessProbe(FakeProcess process, IMetricsProbe world) : IMetricsProbe
{
    public Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken) => process.LookAsync(() => world.ReadAsync(window, cancellationToken));
}

internal sealed class ProcessFreeze(FakeProcess process, IWriteFreeze world) : IWriteFreeze
{
    public Task<FreezeProof> FreezeAsync(FreezeRequest request, CancellationToken cancellationToken) => process.ChangeAsync(KongCall.Freeze, () => world.FreezeAsync(request, cancellationToken));

    public Task<FreezeState> CheckAsync(CancellationToken cancellationToken) => process.LookAsync(() => world.CheckAsync(cancellationToken));

    public Task ThawAsync(CancellationToken cancellationToken) => process.ChangeAsync(KongCall.Thaw, () => world.ThawAsync(cancellationToken));
}

internal sealed class ProcessBackup(FakeProcess process, IBackup world) : IBackup
{
    public Task<BackupManifest> TakeAsync(BackupRequest request, CancellationToken cancellationToken) => process.ChangeAsync(KongCall.TakeBackup, () => world.TakeAsync(request, cancellationToken));

    public Task RestoreAsync(BackupManifest manifest, CancellationToken cancellationToken) => process.ChangeAsync(KongCall.RestoreBackup, () => world.RestoreAsync(manifest, cancellationToken));
}

internal sealed class ProcessWitness(FakeProcess process, IBlueWitness world) : IBlueWitness
{
    public Task<WitnessReport> TestifyAsync(CancellationToken cancellationToken) => process.LookAsync(() => world.TestifyAsync(cancellationToken));
}

internal sealed class ProcessApprovals(FakeProcess process, IApprovalGate world) : IApprovalGate
{
    public Task<ApprovalAnswer> AskAsync(ApprovalQuestion question, CancellationToken cancellationToken) => process.ChangeAsync(KongCall.AskApproval, () => world.AskAsync(question, cancellationToken));
}

internal sealed class ProcessStagingTest(FakeProcess process, IStagingTest world) : IStagingTest
{
    public string Name => world.Name;

    public Task<StagingOutcome> RunAsync(StagingTarget target, CancellationToken cancellationToken) => process.ChangeAsync(KongCall.RunStagingTest, () => world.RunAsync(target, cancellationToken));
}

internal sealed class ProcessStagingRunner(FakeProcess process, IStagingRunner world) : IStagingRunner
{
    public Task<StagingReport> RunAsync(StagingSuite suite, StagingTarget target, CancellationToken cancellationToken) => process.ChangeAsync(KongCall.RunStagingSuite, () => world.RunAsync(suite, target, cancellationToken));
}

internal sealed class ProcessRule(FakeProcess process, IPreflightRule world) : IPreflightRule
{
    public string Id => world.Id;

    public Task<IReadOnlyList<PreflightFinding>> EvaluateAsync(PreflightFacts facts, CancellationToken cancellationToken) => process.LookAsync(() => world.EvaluateAsync(facts, cancellationToken));
}

internal sealed class ProcessPreflight(FakeProcess process, IPreflight world) : IPreflight
{
    public Task<PreflightReport> EvaluateAsync(UpgradePlan plan, CancellationToken cancellationToken) => process.LookAsync(() => world.EvaluateAsync(plan, cancellationToken));
}

internal sealed class ProcessObserver(FakeProcess process, IUpgradeObserver world) : IUpgradeObserver
{
    public Task OnEventAsync(UpgradeEvent upgradeEvent, CancellationToken cancellationToken) => process.LookAsync(() => world.OnEventAsync(upgradeEvent, cancellationToken));
}

internal sealed class ProcessJournal(FakeProcess process, IUpgradeJournal world) : IUpgradeJournal
{
    public Task<RunRecord> OpenAsync(JournalOpening opening, CancellationToken cancellationToken) => process.ChangeAsync(KongCall.OpenJournal, () => world.OpenAsync(opening, cancellationToken));

    public Task WriteAsync(JournalEntry entry, CancellationToken cancellationToken) => process.ChangeAsync(KongCall.WriteJournal, () => world.WriteAsync(entry, cancellationToken));

    public Task CloseAsync(CancellationToken cancellationToken) => process.ChangeAsync(KongCall.CloseJournal, () => world.CloseAsync(cancellationToken));
}
