using Kong.Upgrade.Testing;

namespace Kong.Upgrade.Tests.Invariants;

/// <summary>I3: before finish, retreat works with metrics, journal, observers and green all broken.</summary>
public class I03_RetreatAlwaysTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Retreat_JournalProbeGreenAndObserversBroken_AllTrafficOnBlue()
    {
        await using FakeKong kong = new();
        using CancellationTokenSource stop = new();
        kong.Observers.Add(new OnEvent<Events.ShareChanged>(changed =>
        {
            if (changed.Share.Percent != 10) return;
            stop.Cancel();
            foreach (KongCall broken in new[] { KongCall.WriteJournal, KongCall.ReadProbe, KongCall.DecommissionGreen, KongCall.CheckFreeze, KongCall.GetMigrationState, KongCall.Observe })
                kong.Faults.On(broken).Throw("broken");
        }));

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), stop.Token);

        kong.Traffic.GreenHistory.Should().Equal(0, 1, 10, 0);
        report.Outcome.Should().Be(UpgradeOutcome.Halted, "green could not be removed");
        report.Headline.Should().Contain("All traffic is on blue");
    }

    [Fact]
    public async Task Retreat_JournalHangs_IsNotDelayed()
    {
        await using FakeKong kong = new();
        kong.Probe.Unhealthy(whenGreenIs: 10);
        DateTimeOffset diverted = default;
        DateTimeOffset? back = null;
        kong.Observers.Add(new OnEvent<Events.ShareChanged>(changed =>
        {
            if (changed.Share.Percent != 10) return;
            diverted = changed.At;
            kong.Faults.On(KongCall.WriteJournal).Hang(ignoreToken: true);
            kong.Faults.On(KongCall.SetShare).Do(() => back ??= kong.Time.GetUtcNow());
        }));

        await kong.RunAsync(Plans.Patch(), Token);

        back.Should().BeBefore(diverted + TimeSpan.FromSeconds(10), "the journal's own deadline is half a minute");
        kong.Traffic.Share.Percent.Should().Be(0);
    }

    [Fact]
    public async Task Retreat_BalancerFailsThreeTimes_IsTriedUntilItWorks()
    {
        await using FakeKong kong = new();
        kong.Probe.Unhealthy(whenGreenIs: 10);
        kong.Faults.On(KongCall.SetShare).Only(3).Throw("refused");
        kong.Faults.On(KongCall.SetShare).Only(4).Hang(ignoreToken: true);
        kong.Faults.On(KongCall.SetShare).Only(5).LoseAnswer();

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.RolledBack, report.Describe());
        kong.Traffic.GreenHistory.Should().Equal(0, 1, 10, 0);
    }

    [Fact]
    public async Task Retreat_BalancerNeverObeys_HaltsAndSaysSoFirst()
    {
        await using FakeKong kong = new();
        kong.Probe.Unhealthy(whenGreenIs: 10);
        kong.Observers.Add(new OnEvent<Events.ShareChanged>(changed =>
        {
            if (changed.Share.Percent == 10) kong.Traffic.Lie();
        }));

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Halted);
        report.Headline.Should().StartWith("HALTED, TRAFFIC MAY STILL REACH GREEN").And.Contain("Set it by hand now");
        kong.Clusters.Green.Should().Be(Testing.Fakes.FakeClusterStanding.Running, "green still has traffic, so it is not removed");
    }

    [Fact]
    public async Task Retreat_IsToldOnlyAfterTrafficMoved()
    {
        await using FakeKong kong = new();
        kong.Probe.Unhealthy(whenGreenIs: 10);
        List<decimal> shares = [];
        kong.Observers.Add(new OnEvent<Events.GateJudged>(judged =>
        {
            if (judged.Verdict.Verdict is Probing.ProbeVerdict.Regressed) shares.Add(kong.Traffic.Share.Percent);
        }));

        await kong.RunAsync(Plans.Patch(), Token);

        shares.Should().Equal(0m);
    }

    [Fact]
    public async Task RetreatAsync_WhileARunIsUnderWay_TurnsTheRunRound()
    {
        await using FakeKong kong = new();
        Task<TimeSpan>? retreat = null;
        kong.Observers.Add(new OnEvent<Events.ShareChanged>(changed =>
        {
            if (changed.Share.Percent == 10) retreat = kong.RetreatAsync("the pager rang", Token);
        }));

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.RolledBack, report.Describe());
        (await retreat!).Should().BeLessThan(TimeSpan.FromSeconds(1));
        kong.Traffic.GreenHistory.Should().Equal(0, 1, 10, 0);
    }

    [Fact]
    public async Task RetreatAsync_FromAnotherProcess_IsFollowedAndNotFought()
    {
        await using FakeKong kong = new();
        kong.Observers.Add(new OnEvent<Events.ShareChanged>(changed =>
        {
            if (changed.Share.Percent == 10) kong.Traffic.SetByHand(0);
        }));

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.RolledBack, report.Describe());
        kong.Traffic.GreenHistory.Should().Equal(0, 1, 10, 0);
    }

    [Fact]
    public async Task RunAsync_FailsBeforeDiverting_NeverTouchesTheBalancer()
    {
        await using FakeKong kong = new();
        kong.Faults.On(KongCall.StartGreen).Throw("no room");

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.RolledBack);
        report.RetreatDuration.Should().BeNull();
        kong.Traffic.SetCount.Should().Be(0);
    }
}
