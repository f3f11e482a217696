using Kong.Upgrade.Staging;
using Kong.Upgrade.Testing.Contracts;
using Kong.Upgrade.Testing.Fakes;
using Kong.Upgrade.Testing.Journal;

namespace Kong.Upgrade.Testing.Tests.Contracts;

/// <summary>A contract that nothing can break is none: each must fail on an implementation that is wrong on purpose.</summary>
public class BrokenImplementationTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    [Fact]
    public Task TrafficSplitter_ThatLies_IsFound() =>
        FailAsync(TrafficSplitterContract.Cases(_ => Task.FromResult<ITrafficSplitter>(Traffic(t => t.Lie()))), "SetShare_EachShare_IsInForceAndReadBack");

    [Fact]
    public Task TrafficSplitter_ThatRefusesTheRetreat_IsFound() =>
        FailAsync(TrafficSplitterContract.Cases(_ => Task.FromResult<ITrafficSplitter>(Traffic(t => t.Faults.On(KongCall.SetShare).Only(2).Throw("no route")))), "SetShare_AllBlueFromAllGreen_IsInForce");

    [Fact]
    public Task TrafficSplitter_ThatHangs_IsFound() =>
        FailAsync(TrafficSplitterContract.Cases(_ => Task.FromResult<ITrafficSplitter>(Traffic(t => t.Faults.On(KongCall.GetShare).Hang(ignoreToken: true))), Short), "SetShare_Twice_SameAsOnce");

    [Fact]
    public Task Balancer_ThatForgetsWhenItRestarts_IsFound() => TroubleAsync(t => Balancers.Of(t, onRestart: () => t.SetByHand(0)), "Restart_OfTheBalancer_KeepsTheShare");

    [Fact]
    public Task TrafficSplitter_ThatReadsItsOwnMemory_IsFound() => TroubleAsync(t => Balancers.Of(t, another: () => new FakeTraffic()), "SetShare_ByAnotherHand_IsRead");

    [Fact]
    public Task TrafficSplitters_ThatDisagree_AreFound() => TroubleAsync(t => Balancers.Of(t, another: () => new FakeTraffic()), "SetShare_TwoWritersAtOnce_EndsOnOneOfTheirShares");

    [Fact]
    public Task TrafficSplitter_ThatHidesARefusal_IsFound() => TroubleAsync(t => Balancers.Of(t, onRefuse: t.Lie), "SetShare_Refused_ThrowsAndLeavesWhatWas");

    [Fact]
    public Task TrafficSplitter_ThatStopsHalfway_IsFound() => TroubleAsync(t => Balancers.Of(t, another: () => new HalfwaySplitter(t)), "SetShare_GivenUpInTheMiddle_LeavesOneOrTheOther");

    [Fact]
    public Task MigrationRunner_ThatTakesUnreadableForEmpty_IsFound() =>
        FailAsync(MigrationRunnerContract.Cases(_ => Task.FromResult<IMigrationRunner>(new FakeMigrations()), _ => Task.FromResult<IMigrationRunner>(new BlindlyEmptyMigrations())), "GetState_Unreadable_Throws");

    [Fact]
    public Task MigrationRunner_ThatStopsMidway_IsFound() => FailAsync(MigrationRunnerContract.Cases(_ => Task.FromResult<IMigrationRunner>(HalfDone())), "Finish_AfterUp_LeavesNothingPending");

    [Fact]
    public Task ClusterProvisioner_ThatStartsAnotherVersion_IsFound() =>
        FailAsync(ClusterProvisionerContract.Cases(_ => Task.FromResult<IClusterProvisioner>(new FakeClusters { ReportedVersion = KongVersion.Parse("3.8.0") }), ContractTests.Spec), "Start_AfterPrepare_NamesReadyNodes");

    [Fact]
    public Task ClusterProvisioner_ThatTouchesBlue_IsFound() =>
        FailAsync(ClusterProvisionerContract.Cases(_ => Task.FromResult<IClusterProvisioner>(new FakeClusters()), ContractTests.Spec, (_, _) => Task.FromResult(false)), "Green_FromPrepareToDecommission_LeavesBlueAlone");

    [Fact]
    public Task MetricsProbe_ThatCannotCount_IsFound() => FailAsync(MetricsProbeContract.Cases(_ => Task.FromResult<IMetricsProbe>(new GuessingProbe())), "Read_Window_IsAnsweredWithCountsThatCanBe");

    [Fact]
    public Task MetricsProbe_ThatGuesses_IsFound() =>
        FailAsync(MetricsProbeContract.Cases(_ => Task.FromResult<IMetricsProbe>(new FakeProbe(new FakeTraffic())), createBlind: _ => Task.FromResult<IMetricsProbe>(new GuessingProbe())), "Read_Blind_SaysSo");

    [Fact]
    public Task WriteFreeze_ThatCannotTell_IsFound() => FailAsync(WriteFreezeContract.Cases(_ => Task.FromResult<IWriteFreeze>(new FakeFreeze { IsUnclear = true })), "Freeze_IsProvenAndSeen");

    [Fact]
    public Task WriteFreeze_WhoseFingerprintDrifts_IsFound() => FailAsync(WriteFreezeContract.Cases(_ => Task.FromResult<IWriteFreeze>(new RestlessFreeze(new FakeFreeze()))), "Check_NobodyWrote_SameFingerprint");

    [Fact]
    public Task WriteFreeze_ThatLetsWritesThrough_IsFound() => FailAsync(WriteFreezeContract.Cases(_ => Task.FromResult<IWriteFreeze>(new FakeFreeze()), (_, _) => Task.FromResult(true)), "Write_WhileFrozen_IsRefused");

    [Fact]
    public Task WriteFreeze_ThatDiesWithItsProcess_IsFound() =>
        FailAsync(WriteFreezeContract.Cases(_ => Task.FromResult<IWriteFreeze>(new FakeFreeze()), reopen: (_, _) => Task.FromResult<IWriteFreeze>(new FakeFreeze())), "Freeze_AfterACrash_Stands");

    [Fact]
    public Task Backup_ThatBoasts_IsFound() => FailAsync(BackupContract.Cases(_ => Task.FromResult<IBackup>(new BoastfulBackup()), ContractTests.Request), "Take_SaysWhereAndWhetherProven");

    [Fact]
    public Task Backup_ThatRestoresNothing_IsFound()
    {
        int data = 0;
        return FailAsync(
            BackupContract.Cases(_ => Task.FromResult<IBackup>(new FakeBackup()), ContractTests.Request, (_, _) => Task.FromResult($"{data}"), (_, _) => Task.FromResult(data++)),
            "Restore_AfterAChange_BringsTheDataBack");
    }

    [Fact]
    public Task StagingTest_ThatPassesWhatItCannotReach_IsFound() =>
        FailAsync(StagingTestContract.Cases(_ => Task.FromResult<IStagingTest>(new FakeStagingTest()), ContractTests.Target, new StagingTarget { Green = [] }), "Run_WrongGreen_DoesNotPass");

    [Fact]
    public Task PreflightRule_WhoseIdChanges_IsFound() => FailAsync(PreflightRuleContract.Cases(_ => Task.FromResult<IPreflightRule>(new SilentRule()), ContractTests.Facts), "Id_AlwaysTheSame");

    [Fact]
    public Task PreflightRule_ThatIsSilentAboutWhatItCannotRead_IsFound() =>
        FailAsync(PreflightRuleContract.Cases(_ => Task.FromResult<IPreflightRule>(new SilentRule()), ContractTests.Facts, _ => Task.FromResult<IPreflightRule>(new SilentRule())), "Evaluate_Unreadable_IsNotSilent");

    [Fact]
    public Task BlueWitness_ThatCallsABrokenBlueWorking_IsFound() =>
        FailAsync(BlueWitnessContract.Cases(_ => Task.FromResult<IBlueWitness>(new FakeWitness()), _ => Task.FromResult<IBlueWitness>(new FakeWitness())), "Testify_BlueThatIsBroken_IsNeverCalledWorking");

    [Fact]
    public Task ApprovalGate_ThatTakesSilenceForConsent_IsFound() =>
        FailAsync(ApprovalGateContract.Cases(_ => Task.FromResult<IApprovalGate>(new FakeApprovals()), _ => Task.FromResult<IApprovalGate>(new ConsentingGate())), "Ask_NobodyAnswersUntilTheTokenFires_IsNoConsent");

    [Fact]
    public Task UpgradeObserver_ThatThrows_IsFound() => FailAsync(UpgradeObserverContract.Cases(_ => Task.FromResult<IUpgradeObserver>(new FragileObserver())), "OnEvent_RunThatRollsBack_IsTakenQuicklyWithoutAnError");

    [Fact]
    public Task UpgradeJournal_ThatForgets_IsFound() => FailAsync(UpgradeJournalContract.Cases(_ => Task.FromResult(Forgetful())), "Open_AfterADeath_ReturnsEverythingInOrder");

    [Fact]
    public Task UpgradeJournal_ThatLetsTwoWrite_IsFound() => FailAsync(UpgradeJournalContract.Cases(_ => Task.FromResult(Forgetful())), "Open_WhileAnotherHoldsIt_OnlyOneCanWrite");

    private static Task TroubleAsync(Func<FakeTraffic, BalancerUnderTest> create, string name) =>
        FailAsync(TrafficSplitterContract.TroubleCases(_ => Task.FromResult(create(new FakeTraffic()))), name);

    private static async Task FailAsync(IReadOnlyList<ContractCase> cases, string caseName)
    {
        ContractCase broken = cases.Single(c => c.Name.EndsWith("." + caseName, StringComparison.Ordinal));
        Func<Task> running = () => broken.RunAsync(TestContext.Current.CancellationToken);
        ContractViolationException violation = (await running.Should().ThrowAsync<ContractViolationException>()).Which;
        violation.CaseName.Should().Be(broken.Name);
        violation.Message.Should().Contain(violation.Expected).And.Contain(violation.Seen).And.Contain(broken.Sentence);
    }

    private static FakeTraffic Traffic(Action<FakeTraffic> state)
    {
        FakeTraffic traffic = new();
        state(traffic);
        return traffic;
    }

    private static FakeMigrations HalfDone()
    {
        FakeMigrations migrations = new();
        migrations.FailFinishMidway();
        return migrations;
    }

    private static Func<IUpgradeJournal> Forgetful()
    {
        InMemoryJournal storage = new();
        return () => new ForgetfulJournal(storage.NewProcess());
    }
}
