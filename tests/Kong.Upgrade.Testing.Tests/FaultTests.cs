using Kong.Upgrade.Approvals;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Events;
using Kong.Upgrade.Freeze;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Staging;
using Kong.Upgrade.Testing.Fakes;

namespace Kong.Upgrade.Testing.Tests;

/// <summary>Each fault that can be stated, and what a run makes of it.</summary>
public class FaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Probe_ErrorsOnGreenFromATimeOn_RollsBackThen()
    {
        await using FakeKong kong = new();
        kong.Probe.Errors(ClusterSide.Green, rate: 0.05, after: TimeSpan.FromSeconds(90));
        UpgradeReport report = await RunAsync(kong);
        report.Error.Should().BeOfType<GreenRegressedException>();
        kong.Traffic.GreenHistory.Should().Equal(0, 1, 10, 0);
        kong.Story.Lines.Should().Contain("probe: green: errors of its own");
        (report.EndedAt - report.StartedAt).Should().BeGreaterThan(TimeSpan.FromSeconds(90)).And.BeLessThan(TimeSpan.FromMinutes(2.5));
    }

    [Fact]
    public async Task Probe_SameErrorsOnBlue_HoldsAndTellsNothingAboutGreen()
    {
        await using FakeKong kong = new();
        kong.Probe.Errors(ClusterSide.Green, rate: 0.05);
        kong.Probe.Errors(ClusterSide.Blue, rate: 0.05);
        UpgradeReport report = await RunAsync(kong);
        report.Error.Should().BeOfType<UndecidedException>().Which.Message.Should().Contain("but blue failed 5% too");
    }

    [Fact]
    public async Task Probe_UpstreamErrorsOnBoth_AreNobodysFault()
    {
        await using FakeKong kong = new();
        kong.Probe.UpstreamErrors(0.3);
        (await RunAsync(kong)).Outcome.Should().Be(UpgradeOutcome.Completed);
        kong.Story.Lines.Should().Contain("probe: green: errors of upstream services");
    }

    [Fact]
    public async Task Probe_GreenSlow_RollsBack()
    {
        await using FakeKong kong = new();
        kong.Probe.Slow(ClusterSide.Green, TimeSpan.FromSeconds(2), whenGreenIs: 10);
        UpgradeReport report = await RunAsync(kong, Plans.Patch().Gate(Gate.MaxP99(TimeSpan.FromMilliseconds(300))));
        report.Error.Should().BeOfType<GreenRegressedException>().Which.Evidence.Should().Contain("took longer than 300 ms");
        kong.Traffic.GreenHistory.Should().Equal(0, 1, 10, 0);
    }

    [Fact]
    public async Task Probe_GreenAsFastAsUsual_PassesALatencyGate()
    {
        await using FakeKong kong = new();
        (await RunAsync(kong, Plans.Patch().Gate(Gate.MaxP99(TimeSpan.FromMilliseconds(300))))).Outcome.Should().Be(UpgradeOutcome.Completed);
    }

    [Fact]
    public async Task Probe_BlindForAWhile_HoldsAndGoesOn()
    {
        await using FakeKong kong = new();
        kong.Probe.Blind("metrics answer 502", after: TimeSpan.FromSeconds(30), lasting: TimeSpan.FromSeconds(40));
        UpgradeReport report = await RunAsync(kong);
        report.Outcome.Should().Be(UpgradeOutcome.Completed);
        kong.Events.Of<HoldingBecause>().Should().ContainSingle().Which.Reason.Should().Contain("metrics answer 502");
    }

    [Fact]
    public async Task Probe_BlindForGood_RollsBack()
    {
        await using FakeKong kong = new();
        kong.Probe.Blind(whenGreenIs: 10);
        (await RunAsync(kong)).Error.Should().BeOfType<UndecidedException>();
        kong.Traffic.GreenHistory.Should().StartWith([0, 1, 10, 1]).And.EndWith([10, 0]);
    }

    [Fact]
    public async Task Probe_HealedBeforeItMattered_Completes()
    {
        await using FakeKong kong = new();
        kong.Probe.Unhealthy(whenGreenIs: 10);
        kong.Time.After(TimeSpan.FromSeconds(30), kong.Probe.Heal);
        (await RunAsync(kong)).Outcome.Should().Be(UpgradeOutcome.Completed);
    }

    [Fact]
    public async Task Traffic_Refuses_RollsBack()
    {
        await using FakeKong kong = new();
        kong.Traffic.Refuse("the balancer is locked", atLeast: 10);
        (await RunAsync(kong)).Error!.Message.Should().Contain("the balancer is locked");
        kong.Traffic.GreenHistory.Should().Equal(0, 1, 0);
    }

    [Fact]
    public async Task Traffic_RefusesTheRetreatToo_HaltsLoudly()
    {
        await using FakeKong kong = new();
        kong.Probe.Unhealthy(whenGreenIs: 10);
        kong.Time.After(TimeSpan.FromSeconds(61), () => kong.Traffic.Refuse("the balancer is gone"));
        UpgradeReport report = await RunAsync(kong);
        report.Error.Should().BeOfType<RetreatFailedException>();
        report.Headline.Should().StartWith("HALTED, TRAFFIC MAY STILL REACH GREEN");
    }

    [Fact]
    public async Task Traffic_Lies_IsFoundOut()
    {
        await using FakeKong kong = new();
        kong.Traffic.Lie();
        (await RunAsync(kong)).Error.Should().BeOfType<UndecidedException>().Which.Message.Should().Contain("green was given 1 %, but the balancer has 0 %");
        kong.Traffic.GreenHistory.Should().Equal(0);
    }

    [Fact]
    public async Task Traffic_RetreatByHand_IsFollowed()
    {
        await using FakeKong kong = new();
        kong.Time.After(TimeSpan.FromSeconds(90), () => kong.Traffic.SetByHand(0));
        (await RunAsync(kong)).Outcome.Should().Be(UpgradeOutcome.RolledBack);
        kong.Story.Lines.Should().Contain("traffic: 0 % by hand");
        kong.Traffic.GreenHistory.Should().Equal(0, 1, 10, 0);
    }

    [Fact]
    public async Task Traffic_LostAnswer_LooksInsteadOfAskingAgain()
    {
        await using FakeKong kong = new();
        kong.Faults.On(KongCall.SetShare).Only(2).LoseAnswer(isTransient: true);
        UpgradeReport report = await RunAsync(kong);
        report.Outcome.Should().Be(UpgradeOutcome.Completed);
        kong.Traffic.GreenHistory.Should().Equal(0, 1, 10, 100);
        kong.Traffic.SetCount.Should().Be(4);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Traffic_Hangs_IsGivenUpAndRolledBack(bool ignoreToken)
    {
        await using FakeKong kong = new(options: new() { CallTimeout = TimeSpan.FromMinutes(1) });
        kong.Faults.On(KongCall.SetShare).Only(2).Hang(ignoreToken);
        (await RunAsync(kong)).Error.Should().BeOfType<StepTimedOutException>();
        kong.Traffic.GreenHistory.Should().Equal(0, 1, 0);
    }

    [Fact]
    public async Task Traffic_LoadThatVaries_IsSplitAsAsked()
    {
        await using FakeKong kong = new();
        kong.Traffic.Load = time => 50 + (40 * Math.Sin(time.Ticks / (double)TimeSpan.TicksPerMinute));
        (await RunAsync(kong)).Outcome.Should().Be(UpgradeOutcome.Completed);
    }

    [Fact]
    public async Task Traffic_TooLittleToJudge_RollsBackUndecided()
    {
        await using FakeKong kong = new();
        kong.Traffic.RequestsPerSecond = 0.5;
        (await RunAsync(kong)).Error.Should().BeOfType<UndecidedException>();
    }

    [Fact]
    public async Task Migrations_UpMidway_RollsBackAndTheNextRunGoesOn()
    {
        await using FakeKong kong = new();
        kong.Migrations.FailUpMidway();
        (await RunAsync(kong)).Outcome.Should().Be(UpgradeOutcome.RolledBack);
        kong.Migrations.State.New.Should().HaveCount(1);
        kong.Migrations.State.Pending.Should().HaveCount(1);
    }

    [Fact]
    public async Task Migrations_FinishMidway_HaltsAndGoesOnlyForward()
    {
        await using FakeKong kong = new();
        kong.Migrations.FailFinishMidway();
        UpgradeReport halted = await RunAsync(kong);
        halted.Outcome.Should().Be(UpgradeOutcome.Halted);
        halted.IsPastPointOfNoReturn.Should().BeTrue();
        kong.Clusters.Blue.Should().Be(FakeClusterStanding.Running);

        (await RunAsync(kong)).Outcome.Should().Be(UpgradeOutcome.Completed);
        kong.Migrations.State.IsFinished.Should().BeTrue();
    }

    [Fact]
    public async Task Migrations_AnswersLost_IsLookedAtInstead()
    {
        await using FakeKong kong = new();
        kong.Faults.On(KongCall.MigrateUp).LoseAnswer();
        kong.Faults.On(KongCall.MigrateFinish).LoseAnswer();
        (await RunAsync(kong)).Outcome.Should().Be(UpgradeOutcome.Completed);
        (kong.Migrations.UpCount, kong.Migrations.FinishCount).Should().Be((1, 1));
    }

    [Fact]
    public async Task Migrations_SomebodyElseFinishes_GoesForward()
    {
        await using FakeKong kong = new();
        kong.Time.After(TimeSpan.FromMinutes(4), kong.Migrations.FinishByHand);
        UpgradeReport report = await RunAsync(kong);
        report.IsPastPointOfNoReturn.Should().BeTrue();
        kong.Migrations.FinishCount.Should().Be(1);
        kong.Story.Lines.Should().Contain("migrations: finish by hand").And.NotContain("migrations: finish");
    }

    [Fact]
    public async Task Migrations_OthersPendMeanwhile_RefusesToFinish()
    {
        await using FakeKong kong = new();
        kong.Time.After(TimeSpan.FromMinutes(4), () => kong.Migrations.PendByHand(new Migration("core", "999_other")));
        (await RunAsync(kong)).Error.Should().BeOfType<FinishRefusedException>();
        kong.Migrations.FinishCount.Should().Be(0);
    }

    [Fact]
    public async Task Migrations_SeenByAnotherVersion_IsBlocked()
    {
        await using FakeKong kong = new();
        kong.Migrations.SeenBy = KongVersion.Parse("3.4.9");
        (await RunAsync(kong)).Error.Should().BeOfType<PreflightBlockedException>();
        kong.Story.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task Clusters_OtherVersion_RollsBack()
    {
        await using FakeKong kong = new();
        kong.Clusters.ReportedVersion = KongVersion.Parse("3.4.2");
        (await RunAsync(kong)).Error!.Message.Should().Contain("green-1 reports 3.4.2");
        kong.Clusters.Green.Should().Be(FakeClusterStanding.Gone);
        kong.Clusters.Blue.Should().Be(FakeClusterStanding.Running);
    }

    [Fact]
    public async Task Clusters_TransientFailures_AreTriedAgain()
    {
        await using FakeKong kong = new();
        kong.Faults.On(KongCall.StartGreen).First(2).Throw("no capacity", isTransient: true);
        (await RunAsync(kong)).Outcome.Should().Be(UpgradeOutcome.Completed);
        kong.Story.Lines.Count(l => l == "green: started (failed: no capacity)").Should().Be(2);
    }

    [Fact]
    public async Task Clusters_GreenCannotBeTakenAway_Halts()
    {
        await using FakeKong kong = new();
        kong.Staging.Fail("401 instead of 200");
        kong.Faults.On(KongCall.DecommissionGreen).Throw("the scheduler is down");
        (await RunAsync(kong)).Error.Should().BeOfType<RevertFailedException>();
    }

    [Fact]
    public async Task Freeze_LiftedBySomebody_RefusesToFinish()
    {
        await using FakeKong kong = new();
        kong.Time.After(TimeSpan.FromMinutes(4), kong.Freeze.ThawByHand);
        (await RunAsync(kong)).Error.Should().BeOfType<FinishRefusedException>().Which.Missing.Should().Contain("Thawed");
    }

    [Fact]
    public async Task Freeze_ConfigurationDriftsBetweenTwoLooks_RefusesToFinish()
    {
        await using FakeKong kong = new(options: new() { DriftInterval = TimeSpan.FromHours(1) });
        kong.Time.After(TimeSpan.FromMinutes(4), kong.Freeze.WriteByHand);
        (await RunAsync(kong)).Error.Should().BeOfType<FinishRefusedException>().Which.Missing.Should().Contain("changed since 'up'");
    }

    [Fact]
    public async Task Freeze_Unclear_Halts()
    {
        await using FakeKong kong = new();
        kong.Freeze.IsUnclear = true;
        UpgradeReport report = await RunAsync(kong);
        report.Outcome.Should().Be(UpgradeOutcome.Halted);
        report.Freeze.Should().Be(FreezeStanding.Unknown);
    }

    [Fact]
    public async Task Backup_Unproven_RefusesToFinish()
    {
        await using FakeKong kong = new();
        kong.Backup.IsProven = false;
        (await RunAsync(kong)).Error.Should().BeOfType<FinishRefusedException>().Which.Missing.Should().Contain("no trial restore");
    }

    [Fact]
    public async Task Approvals_Refused_RollsBack()
    {
        await using FakeKong kong = new();
        kong.Approvals.Refuse("Ada", "not on a Friday", after: TimeSpan.FromMinutes(90));
        (await RunAsync(kong)).Error.Should().BeOfType<ApprovalRefusedException>().Which.By.Should().Be("Ada");
        kong.Traffic.GreenHistory.Should().Equal(0, 1, 10, 100, 0);
    }

    [Fact]
    public async Task Approvals_Silent_AwaitsAndAsksAgainNextTime()
    {
        await using FakeKong kong = new();
        kong.Approvals.StaySilent();
        (await RunAsync(kong)).Outcome.Should().Be(UpgradeOutcome.AwaitingApproval);
        kong.Approvals.Approve("Ada", after: TimeSpan.FromMinutes(5));
        (await RunAsync(kong)).Outcome.Should().Be(UpgradeOutcome.Completed);
        kong.Approvals.Questions.Should().HaveCount(2).And.OnlyContain(q => q.BeforeStep == "finish");
    }

    [Fact]
    public async Task Approvals_ByStep_AreAnsweredSo()
    {
        await using FakeKong kong = new();
        kong.Approvals.Answer(q => q.BeforeStep == "divert" ? ApprovalAnswer.Refuse("Ada", "peak hour") : ApprovalAnswer.Approve("Ada", string.Empty));
        UpgradeReport report = await RunAsync(kong, Plans.Patch().ApproveBefore(GuideStep.Divert, TimeSpan.FromMinutes(5)).ApproveBefore(GuideStep.MigrateUp, TimeSpan.FromMinutes(5)));
        report.Error.Should().BeOfType<ApprovalRefusedException>();
        kong.Story.Lines.Should().Contain("approval: Approved before migrate-up by Ada").And.Contain("approval: Refused before divert by Ada");
    }

    [Theory]
    [InlineData(StagingVerdict.Failed)]
    [InlineData(StagingVerdict.CouldNotTell)]
    public async Task Staging_DoesNotPass_RollsBackBeforeAnyTraffic(StagingVerdict verdict)
    {
        await using FakeKong kong = new();
        kong.Staging.Ends(verdict, "401 instead of 200");
        (await RunAsync(kong)).Error.Should().BeOfType<StagingFailedException>();
        kong.Traffic.GreenHistory.Should().Equal(0);
    }

    [Fact]
    public async Task Rule_Blocks_NothingIsTouched()
    {
        await using FakeKong kong = new();
        kong.Rule.Find(FindingSeverity.Blocking, "a plugin that is gone");
        (await RunAsync(kong)).Error.Should().BeOfType<PreflightBlockedException>();
        kong.Story.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task Observer_Throws_RunGoesOn()
    {
        await using FakeKong kong = new();
        kong.Faults.On(KongCall.Observe).Throw(new InvalidOperationException("no such chat room"));
        (await RunAsync(kong)).Outcome.Should().Be(UpgradeOutcome.Completed);
        kong.Events.All.Should().BeEmpty();
    }

    [Fact]
    public async Task Journal_CannotBeWritten_NothingIsDoneAndTrafficStays()
    {
        await using FakeKong kong = new();
        kong.Time.After(TimeSpan.FromSeconds(30), () => kong.Journal.Fail());
        (await RunAsync(kong)).Outcome.Should().NotBe(UpgradeOutcome.Completed);
        kong.Traffic.GreenHistory.Should().Equal(0, 1, 0);
    }

    [Fact]
    public async Task Journal_LeaseLost_HaltsWithoutAnotherEffect()
    {
        await using FakeKong kong = new();
        kong.Time.After(TimeSpan.FromSeconds(30), kong.Journal.LoseLease);
        UpgradeReport report = await RunAsync(kong);
        report.Outcome.Should().Be(UpgradeOutcome.Halted);
        kong.Traffic.GreenHistory.Should().Equal(0, 1);
    }

    [Fact]
    public async Task RunAsync_OtherVersionThanThePlans_IsRefusedAsAMistake()
    {
        await using FakeKong kong = new(version: "3.9.0");
        await kong.Invoking(k => k.RunAsync(Plans.OneTenHundred, Token)).Should().ThrowAsync<ArgumentException>().WithMessage("*this FakeKong is Kong 3.9.0*");
    }

    [Fact]
    public async Task RetreatAsync_WhileARunGoes_TurnsItRound()
    {
        await using FakeKong kong = new();
        Task<TimeSpan>? retreating = null;
        kong.Time.After(TimeSpan.FromSeconds(90), () => retreating = kong.RetreatAsync("a hunch", Token));
        UpgradeReport report = await RunAsync(kong);
        await retreating!;
        report.Outcome.Should().Be(UpgradeOutcome.RolledBack);
        kong.Traffic.GreenHistory.Should().Equal(0, 1, 10, 0);
    }

    [Fact]
    public async Task ThawAsync_AfterARollback_LiftsTheFreeze()
    {
        await using FakeKong kong = new();
        kong.Staging.Fail("401 instead of 200");
        (await RunAsync(kong)).Freeze.Should().Be(FreezeStanding.Frozen);
        await kong.ThawAsync(Token);
        kong.Freeze.IsFrozen.Should().BeFalse();
    }

    private static Task<UpgradeReport> RunAsync(FakeKong kong, UpgradePlanBuilder? plan = null) => kong.RunAsync(plan?.Build() ?? Plans.OneTenHundred, Token);
}
