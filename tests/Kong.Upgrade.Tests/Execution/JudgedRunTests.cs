using Kong.Upgrade.Clusters;
using Kong.Upgrade.Events;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Judging;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Testing;

namespace Kong.Upgrade.Tests.Execution;

/// <summary>Runs that the judge watches, as every plan's are by default.</summary>
public class JudgedRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_GreenIsWell_CompletesWithEvidenceForEachStage()
    {
        await using FakeKong kong = new();

        UpgradeReport report = await kong.RunAsync(Plans.Judged(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Completed, report.Describe());
        report.Evidence.Select(e => e.Share!.Value.Percent).Should().Equal(1, 10, 100, 100);
        report.Evidence.Should().OnlyContain(e => e.Verdict == ProbeVerdict.Accepted);
        report.Findings.Should().ContainSingle(f => f.StartsWith("the alarm was tried on blue's own counts: a green that fails everything is condemned after", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_GreenFailsHalf_GoesBackWithinSecondsAndSaysWhy()
    {
        await using FakeKong kong = new();
        kong.Probe.Unhealthy(whenGreenIs: 10);

        UpgradeReport report = await kong.RunAsync(Plans.Judged(), Token);

        report.Error.Should().BeOfType<GreenRegressedException>(report.Describe()).Which.Evidence.Should().Contain("of green's").And.Contain("of blue's").And.Contain("condemns");
        ShareChanged[] shares = [.. kong.Events.Of<ShareChanged>()];
        (shares[^1].At - shares[^2].At).Should().BeLessThan(TimeSpan.FromSeconds(4), "five looks, and four of them soon after the first");
        report.Evidence[^1].Verdict.Should().Be(ProbeVerdict.Regressed);
        report.Evidence[^1].Counts.Should().Contain(c => c.Signal == JudgeSignal.KongErrors && c.Counts.GreenEvents > 0);
        report.Describe().Should().Contain("judged    Regressed at 10 %");
    }

    [Fact]
    public async Task RunAsync_BothFailAlike_IsNobodysFault()
    {
        await using FakeKong kong = new();
        foreach (ClusterSide side in new[] { ClusterSide.Blue, ClusterSide.Green }) kong.Probe.Errors(side, 0.3, after: TimeSpan.FromSeconds(120), lasting: TimeSpan.FromSeconds(60));

        UpgradeReport report = await kong.RunAsync(Plans.Judged(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Completed, report.Describe());
    }

    [Fact]
    public async Task RunAsync_GreenIsSlow_GoesBack()
    {
        await using FakeKong kong = new();
        kong.Probe.Slow(ClusterSide.Green, TimeSpan.FromSeconds(2), whenGreenIs: 10);

        UpgradeReport report = await kong.RunAsync(Plans.Judged(), Token);

        report.Error.Should().BeOfType<GreenRegressedException>(report.Describe()).Which.Evidence.Should().Contain("took longer than");
    }

    [Fact]
    public async Task RunAsync_HardlyAnyTraffic_IsShortOfRequestsAndGoesBackWhenTheStageIsOver()
    {
        await using FakeKong kong = new();
        kong.Traffic.RequestsPerSecond = 0.2;

        UpgradeReport report = await kong.RunAsync(Plans.Judged(p => p.StageAtMost(TimeSpan.FromMinutes(10))), Token);

        report.Error.Should().BeOfType<UndecidedException>(report.Describe()).Which.Held.Should().BeCloseTo(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(5));
        report.Outcome.Should().Be(UpgradeOutcome.RolledBack);
    }

    [Theory]
    [InlineData(UndecidedPolicy.GoOn, UpgradeOutcome.Completed)]
    [InlineData(UndecidedPolicy.Synthesise, UpgradeOutcome.RolledBack)]     // there is no probe with requests of ours
    [InlineData(UndecidedPolicy.Halt, UpgradeOutcome.Halted)]
    public async Task RunAsync_HardlyAnyTraffic_EndsAsThePolicySaysWhenTheStageIsOver(UndecidedPolicy policy, UpgradeOutcome expected)
    {
        await using FakeKong kong = new();
        kong.Traffic.RequestsPerSecond = 0.2;

        UpgradeReport report = await kong.RunAsync(Plans.Judged(p => p.StageAtMost(TimeSpan.FromMinutes(10)).HoldAtMost(TimeSpan.FromMinutes(2), policy)), Token);

        report.Outcome.Should().Be(expected, report.Describe());
    }

    [Fact]
    public async Task RunAsync_BlindAtAHigherStage_GoesOneStageBackAndForwardAgain()
    {
        await using FakeKong kong = new();
        kong.Probe.Blind(whenGreenIs: 10, lasting: TimeSpan.FromMinutes(20));
        // While green has less it can be seen.
        UpgradeReport report = await kong.RunAsync(Plans.Judged(p => p.MaxBlind(TimeSpan.FromSeconds(30)).HoldAtMost(TimeSpan.FromMinutes(2))), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Completed, report.Describe());
        kong.Traffic.GreenHistory.Take(4).Should().Equal(0, 1, 10, 1);
        kong.Traffic.GreenHistory[^1].Should().Be(100);
        kong.Events.Of<HoldingBecause>().Should().Contain(h => h.Reason.Contains("could not look"));
    }

    [Fact]
    public async Task RunAsync_BlindForLessThanMaxBlind_SaysNothingAndGoesOn()
    {
        await using FakeKong kong = new();
        kong.Probe.Blind(after: TimeSpan.FromSeconds(100), lasting: TimeSpan.FromSeconds(20));

        UpgradeReport report = await kong.RunAsync(Plans.Judged(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Completed, report.Describe());
        kong.Events.Of<HoldingBecause>().Should().NotContain(h => h.Reason.Contains("could not look"));
    }

    [Fact]
    public async Task RunAsync_GreenAloneFailsMoreThanBlueEverDid_HoldsAndGoesBack()
    {
        await using FakeKong kong = new();
        kong.Probe.Errors(ClusterSide.Green, 0.05, whenGreenIs: 100);

        UpgradeReport report = await kong.RunAsync(Plans.Judged(), Token);

        report.Error.Should().BeOfType<UndecidedException>(report.Describe()).Which.Message.Should().Contain("without blue beside it nobody can tell whose fault that is");
        report.Outcome.Should().Be(UpgradeOutcome.RolledBack);
    }

    [Fact]
    public async Task RunAsync_DiesInAStage_GoesOnWithTheSameEvidence()
    {
        await using FakeKong whole = new(), killed = new();
        await whole.RunAsync(Plans.Judged(), Token);
        int middle = killed.Operations.Count + 60;
        killed.CrashBefore(middle);

        await killed.Invoking(k => k.RunAsync(Plans.Judged(), Token)).Should().ThrowAsync<ProcessDiedException>();
        UpgradeReport report = await killed.RunAsync(Plans.Judged(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Completed, report.Describe());
        report.WasResumed.Should().BeTrue();
    }

    [Fact]
    public async Task Replay_OfAPastRun_SaysTheSameAndOtherSettingsSayOtherwise()
    {
        await using FakeKong kong = new();
        kong.Probe.Errors(ClusterSide.Green, 0.02, whenGreenIs: 10);
        UpgradeReport report = await kong.RunAsync(Plans.Judged(), Token);
        report.Error.Should().BeOfType<GreenRegressedException>(report.Describe());

        IReadOnlyList<JournalEntry> entries = kong.Journal.Entries;
        JudgeReplay same = JudgeReplay.Run(entries), tolerant = JudgeReplay.Run(entries, new() { Errors = new(1.25, 0.2) });

        same.Verdict.Should().Be(ProbeVerdict.Regressed);
        same.Stages[^1].LogEvidence.Should().BeApproximately(report.Evidence[^1].LogEvidence, 1e-6);
        same.Stages[^1].Counts.Should().BeEquivalentTo(report.Evidence[^1].Counts);
        tolerant.Verdict.Should().NotBe(ProbeVerdict.Regressed);
        same.Unreadable.Should().BeEmpty();
    }

    [Fact]
    public async Task RunAsync_AlarmThatCannotBeHeard_IsFoundOutBeforeAnythingIsDiverted()
    {
        await using FakeKong kong = new();
        kong.Probe.Errors(ClusterSide.Blue, 0.7);

        UpgradeReport report = await kong.RunAsync(Plans.Judged(p => p.Gate(Gate.Judge(new() { Errors = new(1.25, 0.3) }))), Token);

        report.Error.Should().BeOfType<AlarmSilentException>(report.Describe()).Which.Drill.Should().Contain("NOT condemned");
        kong.Traffic.GreenHistory.Should().Equal(0);
    }

    [Fact]
    public async Task RunAsync_EvidenceCannotBeWritten_DoesNotKeepAnybodyFromLooking()
    {
        await using FakeKong kong = new();
        kong.Probe.Unhealthy(whenGreenIs: 10);
        DateTimeOffset diverted = default;
        DateTimeOffset? back = null;
        kong.Observers.Add(new Invariants.OnEvent<ShareChanged>(changed =>
        {
            if (changed.Share.Percent != 10) return;
            diverted = changed.At;
            kong.Faults.On(KongCall.WriteJournal).Hang(ignoreToken: true);
            kong.Faults.On(KongCall.SetShare).Do(() => back ??= kong.Time.GetUtcNow());
        }));

        await kong.RunAsync(Plans.Judged(), Token);

        back.Should().BeBefore(diverted + TimeSpan.FromSeconds(10), "the journal's own deadline is half a minute");
    }
}
