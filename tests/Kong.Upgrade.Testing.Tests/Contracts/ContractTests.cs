using Kong.Upgrade.Backup;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Staging;
using Kong.Upgrade.Testing.Contracts;
using Kong.Upgrade.Testing.Fakes;
using Kong.Upgrade.Testing.Journal;
using Kong.Upgrade.Witness;

namespace Kong.Upgrade.Testing.Tests.Contracts;

/// <summary>Every implementation there is against the contract of its interface.</summary>
public class ContractTests
{
    internal static readonly ClusterSpec Spec = new() { Version = KongVersion.Parse("3.9.1"), RunId = "contract" };
    internal static readonly BackupRequest Request = new() { Version = KongVersion.Parse("3.9.0"), RunId = "contract" };
    internal static readonly StagingTarget Target = new() { Green = [new() { Name = "green-1", Version = KongVersion.Parse("3.9.1") }] };
    internal static readonly PreflightFacts Facts = new() { Plan = Plans.OneTenHundred, Migrations = new(), Share = default };

    public static IEnumerable<TheoryDataRow<string, ContractCase>> All() =>
    [
        .. Of("FakeTraffic", TrafficSplitterContract.Cases(_ => Task.FromResult<ITrafficSplitter>(new FakeTraffic()))),
        .. Of("FakeTraffic", TrafficSplitterContract.TroubleCases(_ => Task.FromResult(Balancers.Of(new FakeTraffic())))),
        .. Of("FakeMigrations", MigrationRunnerContract.Cases(_ => Task.FromResult<IMigrationRunner>(new FakeMigrations()), Unreachable)),
        .. Of("FakeMigrations without new ones", MigrationRunnerContract.Cases(WithoutNew)),
        .. Of("FakeClusters", ClusterProvisionerContract.Cases(_ => Task.FromResult<IClusterProvisioner>(new FakeClusters()), Spec, IsBlueRunning)),
        .. Of("FakeProbe", MetricsProbeContract.Cases(_ => Task.FromResult<IMetricsProbe>(Probe(_ => { })), AfterAMinute(), _ => Task.FromResult<IMetricsProbe>(Probe(p => p.Blind())))),
        .. Of("FakeFreeze", WriteFreezeContract.Cases(_ => Task.FromResult<IWriteFreeze>(new FakeFreeze()), WriteAsync, (freeze, _) => Task.FromResult(freeze))),
        .. Of("FakeBackup", BackupContract.Cases(_ => Task.FromResult<IBackup>(new FakeBackup()), Request, createBroken: BrokenBackup)),
        .. Of("FakeStagingTest", StagingTestContract.Cases(_ => Task.FromResult<IStagingTest>(new FakeStagingTest()), Target)),
        .. Of("FakeWitness", BlueWitnessContract.Cases(_ => Task.FromResult<IBlueWitness>(new FakeWitness()), _ => Task.FromResult<IBlueWitness>(BrokenBlue()))),
        .. Of("FakeRule", PreflightRuleContract.Cases(_ => Task.FromResult<IPreflightRule>(Rule()), Facts)),
        .. Of("FakeApprovals", ApprovalGateContract.Cases(_ => Task.FromResult<IApprovalGate>(new FakeApprovals()), _ => Task.FromResult<IApprovalGate>(Silent()))),
        .. Of("EventRecorder", UpgradeObserverContract.Cases(_ => Task.FromResult<IUpgradeObserver>(new EventRecorder()))),
        .. Of("InMemoryJournal", UpgradeJournalContract.Cases(_ => Task.FromResult<Func<IUpgradeJournal>>(new InMemoryJournal().NewProcess))),
        .. Of("FileUpgradeJournal", UpgradeJournalContract.Cases(FileStorage)),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public Task Implementation_ContractCase_Holds(string implementation, ContractCase contractCase)
    {
        implementation.Should().NotBeEmpty();
        return contractCase.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Cases_OfEveryContract_HaveNamesOfTheirOwn() => All().Select(row => (row.Data.Item1, row.Data.Item2.Name)).Should().OnlyHaveUniqueItems();

    private static IEnumerable<TheoryDataRow<string, ContractCase>> Of(string implementation, IReadOnlyList<ContractCase> cases) =>
        cases.Select(c => new TheoryDataRow<string, ContractCase>(implementation, c) { TestDisplayName = $"{implementation}: {c.Name}" });

    private static Task<IMigrationRunner> Unreachable(CancellationToken cancellationToken)
    {
        FakeMigrations migrations = new();
        migrations.Faults.On(KongCall.GetMigrationState).Throw("the database cannot be reached");
        return Task.FromResult<IMigrationRunner>(migrations);
    }

    private static Task<IMigrationRunner> WithoutNew(CancellationToken cancellationToken)
    {
        FakeMigrations migrations = new();
        migrations.HasNew();
        return Task.FromResult<IMigrationRunner>(migrations);
    }

    private static Task<bool> IsBlueRunning(IClusterProvisioner clusters, CancellationToken cancellationToken) =>
        Task.FromResult(((FakeClusters)clusters).Blue is FakeClusterStanding.Running);

    private static FakeProbe Probe(Action<FakeProbe> state)
    {
        VirtualTime time = new();
        FakeProbe probe = new(new FakeTraffic(time), time);
        state(probe);
        time.Advance(TimeSpan.FromMinutes(1));
        return probe;
    }

    private static VirtualTime AfterAMinute()
    {
        VirtualTime time = new();
        time.Advance(TimeSpan.FromMinutes(1));
        return time;
    }

    private static Task<bool> WriteAsync(IWriteFreeze freeze, CancellationToken cancellationToken)
    {
        FakeFreeze fake = (FakeFreeze)freeze;
        if (fake.IsFrozen) return Task.FromResult(false);
        fake.WriteByHand();
        return Task.FromResult(true);
    }

    private static Task<IBackup> BrokenBackup(CancellationToken cancellationToken)
    {
        FakeBackup backup = new();
        backup.Faults.On(KongCall.TakeBackup).Throw("half a dump");
        return Task.FromResult<IBackup>(backup);
    }

    private static FakeWitness BrokenBlue() => new() { Report = new() { Verdict = WitnessVerdict.BlueIsBroken, Questions = 1, Differences = ["does not start"] } };

    private static FakeRule Rule()
    {
        FakeRule rule = new();
        rule.Find(FindingSeverity.Warning, "a plugin that is gone", "Remove it.");
        return rule;
    }

    private static FakeApprovals Silent()
    {
        FakeApprovals approvals = new();
        approvals.StaySilent();
        return approvals;
    }

    private static Task<Func<IUpgradeJournal>> FileStorage(CancellationToken cancellationToken)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "journals", Path.GetRandomFileName());
        return Task.FromResult<Func<IUpgradeJournal>>(() => new FileUpgradeJournal(path, flushToDisk: false));
    }
}
