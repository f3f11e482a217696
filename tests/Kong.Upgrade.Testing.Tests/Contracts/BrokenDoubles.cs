using Kong.Upgrade.Approvals;
using Kong.Upgrade.Backup;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Events;
using Kong.Upgrade.Freeze;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Testing.Fakes;
using Kong.Upgrade.Testing.Journal;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Testing.Tests.Contracts;

// Implementations that are wrong on purpose, each in one way that a fault of the fakes cannot show.

internal sealed class BlindlyEmptyMigrations : IMigrationRunner
{
    public Task<MigrationState> GetStateAsync(CancellationToken cancellationToken) => Task.FromResult(new MigrationState());

    public Task<MigrationState> UpAsync(CancellationToken cancellationToken) => Task.FromResult(new MigrationState());

    public Task<MigrationState> FinishAsync(FinishPermit permit, CancellationToken cancellationToken) => Task.FromResult(new MigrationState());
}

internal sealed class HalfwaySplitter(FakeTraffic balancer) : ITrafficSplitter
{
    public SplitterCapabilities Capabilities => balancer.Capabilities;

    public Task<TrafficShare> GetShareAsync(CancellationToken cancellationToken) => balancer.GetShareAsync(cancellationToken);

    public async Task<TrafficShare> SetShareAsync(TrafficShare desired, CancellationToken cancellationToken)
    {
        balancer.SetByHand(77);
        if (desired == TrafficShare.AllGreen) await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return await balancer.SetShareAsync(desired, cancellationToken);
    }
}

internal sealed class GuessingProbe : IMetricsProbe
{
    public Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken) =>
        Task.FromResult(ProbeReading.Of(window, [new NodeReading { Side = ClusterSide.Blue, Node = "blue-1", Requests = 1, Errors = 2 }]));
}

internal sealed class RestlessFreeze(IWriteFreeze good) : IWriteFreeze
{
    private int looks;

    public Task<FreezeProof> FreezeAsync(FreezeRequest request, CancellationToken cancellationToken) => good.FreezeAsync(request, cancellationToken);

    public async Task<FreezeState> CheckAsync(CancellationToken cancellationToken) =>
        new() { Standing = (await good.CheckAsync(cancellationToken)).Standing, ConfigurationFingerprint = $"{looks++}" };

    public Task ThawAsync(CancellationToken cancellationToken) => good.ThawAsync(cancellationToken);
}

internal sealed class BoastfulBackup : IBackup
{
    public Task<BackupManifest> TakeAsync(BackupRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new BackupManifest { Location = "nowhere", TakenAt = DateTimeOffset.UnixEpoch, ProvenRestorable = true });

    public Task RestoreAsync(BackupManifest manifest, CancellationToken cancellationToken) => Task.CompletedTask;
}

internal sealed class SilentRule : IPreflightRule
{
    public string Id { get; } = Guid.NewGuid().ToString();

    public Task<IReadOnlyList<PreflightFinding>> EvaluateAsync(PreflightFacts facts, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PreflightFinding>>([]);
}

internal sealed class ConsentingGate : IApprovalGate
{
    public async Task<ApprovalAnswer> AskAsync(ApprovalQuestion question, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ApprovalAnswer.Approve("nobody", "nobody said no");
    }
}

internal sealed class FragileObserver : IUpgradeObserver
{
    public Task OnEventAsync(UpgradeEvent upgradeEvent, CancellationToken cancellationToken) =>
        upgradeEvent is RetreatStarted ? throw new InvalidOperationException("no such chat room") : Task.CompletedTask;
}

/// <summary>Loses the last entry when the process dies, as a file does that is not flushed.</summary>
internal sealed class ForgetfulJournal(InMemoryJournal good) : IUpgradeJournal
{
    private JournalEntry? unwritten;

    public Task<RunRecord> OpenAsync(JournalOpening opening, CancellationToken cancellationToken)
    {
        good.Mend();
        return good.OpenAsync(opening, cancellationToken);
    }

    public async Task WriteAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        if (unwritten is { } last) await good.WriteAsync(last, cancellationToken);
        unwritten = entry;
    }

    public Task CloseAsync(CancellationToken cancellationToken) => good.CloseAsync(cancellationToken);
}
