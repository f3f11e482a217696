using Kong.Upgrade.Migrations;
using Kong.Upgrade.Rehearsals;
using Kong.Upgrade.Testing;
using Kong.Upgrade.Witness;

namespace Kong.Upgrade.Tests.Execution;

/// <summary>After 'up': blue is proven to work on, and 'up' did what its rehearsal did.</summary>
public class WitnessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_WhoseWitnessSaysThatBlueWorks_HearsItOnceAndCompletes()
    {
        await using FakeKong kong = new();

        (await kong.RunAsync(Plans.Patch(), Token)).Outcome.Should().Be(UpgradeOutcome.Completed);
        kong.Witness.HeardCount.Should().Be(1);
    }

    [Fact]
    public async Task Run_WhoseWitnessSaysThatBlueIsBroken_HaltsBeforeGreenStarts()
    {
        await using FakeKong kong = new();
        kong.Witness.Report = Says(WitnessVerdict.BlueIsBroken, "GET /orders: blue 200, witness 500");

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Halted, report.Describe());
        report.Error.Should().BeOfType<BlueBrokenException>();
        report.Headline.Should().Contain("do NOT restart or reload").And.Contain("GET /orders: blue 200, witness 500").And.Contain("STILL FROZEN");
        kong.Traffic.SetCount.Should().Be(0);
    }

    [Fact]
    public async Task Run_WhoseWitnessCannotTell_HaltsAndGoesOnWhenItCan()
    {
        await using FakeKong kong = new();
        kong.Witness.Report = Says(WitnessVerdict.Unknown, "blue's Admin API does not answer");

        UpgradeReport held = await kong.RunAsync(Plans.Patch(), Token);
        kong.Witness.Report = Says(WitnessVerdict.BlueWorks);
        UpgradeReport resumed = await kong.RunAsync(Plans.Patch(), Token);

        held.Outcome.Should().Be(UpgradeOutcome.Halted);
        held.Headline.Should().Contain("blue's Admin API does not answer").And.Contain("UnwitnessedBlue");
        resumed.Outcome.Should().Be(UpgradeOutcome.Completed, resumed.Describe());
        kong.Migrations.UpCount.Should().Be(1);
    }

    [Fact]
    public async Task Run_WhoseWitnessThrows_IsUnknownAndNotSuccess()
    {
        await using FakeKong kong = new();
        kong.Faults.On(KongCall.HearWitness).Throw(new UpgradeServiceException("no free port"));

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Error.Should().BeOfType<BlueUnwitnessedException>().Which.Message.Should().Contain("no free port");
    }

    [Fact]
    public async Task Run_WhoseRiskWasTaken_GoesOnWithoutAWitnessButNotWithABrokenBlue()
    {
        await using FakeKong silent = new(), broken = new();
        silent.Witness.Report = Says(WitnessVerdict.Unknown, "no blue on this host");
        broken.Witness.Report = Says(WitnessVerdict.BlueIsBroken, "does not start");
        UpgradePlan plan = Plans.Patch(builder => builder.AcknowledgeRisk(UpgradeRisk.UnwitnessedBlue, "blue runs elsewhere"));

        (await silent.RunAsync(plan, Token)).Outcome.Should().Be(UpgradeOutcome.Completed);
        (await broken.RunAsync(plan, Token)).Error.Should().BeOfType<BlueBrokenException>();
    }

    [Fact]
    public async Task Run_ResumedAfterUp_KeepsTheFingerprintThatWasTakenRightAfterIt()
    {
        await using FakeKong kong = new();
        kong.Witness.Report = Says(WitnessVerdict.Unknown, "not now");
        await kong.RunAsync(Plans.Patch(), Token);
        kong.Freeze.WriteByHand();          // past the freeze, between 'up' and the next process
        kong.Witness.Report = Says(WitnessVerdict.BlueWorks);

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Halted);
        report.Headline.Should().Contain("the configuration changed since 'up' in services");
        kong.Migrations.FinishCount.Should().Be(0);
    }

    [Fact]
    public async Task Up_ThatLeavesOtherMigrationsThanItsRehearsal_Halts()
    {
        await using FakeKong kong = new();
        kong.Backup.Rehearsal = Rehearsed(new Migration("core", "001_first"));

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Halted, report.Describe());
        report.Error.Should().BeOfType<MigrationsUnexpectedException>().Which.Message.Should().Contain("Expected: core/001_first. Found: acl/001_second core/001_first");
        kong.Traffic.SetCount.Should().Be(0);
    }

    [Fact]
    public async Task Up_ThatLeavesWhatItsRehearsalLeft_GoesOnAndTheReportNamesTheBackup()
    {
        await using FakeKong kong = new();
        kong.Backup.Rehearsal = Rehearsed(new Migration("core", "001_first"), new Migration("acl", "001_second"));

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Completed, report.Describe());
        (report.BackupLocation, report.BackupRestoreTime).Should().Be(("memory-1", TimeSpan.Zero));
        report.Describe().Should().Contain("backup    memory-1, restored on trial in 00:00:00");
    }

    private static WitnessReport Says(WitnessVerdict verdict, params string[] differences) => new() { Verdict = verdict, Questions = 3, Differences = differences };

    private static RehearsalReport Rehearsed(params Migration[] pending) => new()
    {
        Version = KongVersion.Parse("3.9.1"),
        At = DateTimeOffset.UnixEpoch,
        UpTook = TimeSpan.FromSeconds(1),
        Before = new(),
        AfterUp = new() { Pending = pending.ToHashSet() },
    };
}
