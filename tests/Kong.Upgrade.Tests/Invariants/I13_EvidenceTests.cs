using Kong.Upgrade.Clusters;
using Kong.Upgrade.Testing;

namespace Kong.Upgrade.Tests.Invariants;

/// <summary>I13: trouble of a probe is no evidence about green, and trouble that blue has too is none either.</summary>
public class I13_EvidenceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watch_ProbeBlindForAMinute_HoldsAndGoesOn()
    {
        await using FakeKong kong = new();
        kong.Probe.Blind(after: TimeSpan.FromSeconds(70), lasting: TimeSpan.FromSeconds(100));

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Completed, report.Describe());
        kong.Events.Of<Events.HoldingBecause>().Should().NotBeEmpty();
    }

    [Fact]
    public async Task Watch_ProbeBlindForGood_IsNeverTakenForHealthy()
    {
        await using FakeKong kong = new();
        kong.Probe.Blind(whenGreenIs: 10);

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Error.Should().BeOfType<UndecidedException>().Which.Message.Should().Contain("could not look");
        kong.Traffic.GreenHistory.Should().StartWith([0, 1, 10, 1]).And.EndWith([10, 0]);
        kong.Traffic.GreenHistory.Count(share => share == 10).Should().Be(6, "it is tried again five times");
    }

    [Fact]
    public async Task Watch_ProbeThrows_IsTheSameAsBlind()
    {
        await using FakeKong kong = new();
        kong.Faults.On(KongCall.ReadProbe).First(30).Throw(new InvalidOperationException("no route"));

        (await kong.RunAsync(Plans.Patch(), Token)).Outcome.Should().Be(UpgradeOutcome.Completed);
    }

    [Fact]
    public async Task Watch_BlindTimeDoesNotCountAsSoaking()
    {
        await using FakeKong sighted = new(), blind = new();
        blind.Probe.Blind(after: TimeSpan.FromSeconds(70), lasting: TimeSpan.FromSeconds(60));

        UpgradeReport one = await sighted.RunAsync(Plans.Patch(), Token), other = await blind.RunAsync(Plans.Patch(), Token);

        ((other.EndedAt - other.StartedAt) - (one.EndedAt - one.StartedAt)).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(55));
    }

    [Fact]
    public async Task Watch_BlueFailsToo_IsNotHeldAgainstGreen()
    {
        await using FakeKong kong = new();
        foreach (ClusterSide side in new[] { ClusterSide.Blue, ClusterSide.Green })
            kong.Probe.Errors(side, 0.3, after: TimeSpan.FromSeconds(70), lasting: TimeSpan.FromSeconds(30));

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Completed, report.Describe());
    }

    [Fact]
    public async Task Watch_UpstreamsFail_IsNotHeldAgainstGreen()
    {
        await using FakeKong kong = new();
        kong.Probe.UpstreamErrors(0.5);

        (await kong.RunAsync(Plans.Patch(), Token)).Outcome.Should().Be(UpgradeOutcome.Completed);
    }

    [Fact]
    public async Task Watch_GreenFails_GoesBackWithinSeconds()
    {
        await using FakeKong kong = new();
        kong.Probe.Unhealthy(whenGreenIs: 10);

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Error.Should().BeOfType<GreenRegressedException>();
        Events.ShareChanged[] shares = [.. kong.Events.Of<Events.ShareChanged>()];
        (shares[^1].At - shares[^2].At).Should().BeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Watch_GreenFailsWhileTheBalancerCannotBeRead_GoesBackAllTheSame()
    {
        await using FakeKong kong = new();
        kong.Probe.Unhealthy(whenGreenIs: 10);
        DateTimeOffset diverted = default, retreated = default;
        kong.Faults.On(KongCall.SetShare).Only(3).Do(() => retreated = kong.Time.GetUtcNow());
        kong.Observers.Add(new OnEvent<Events.ShareChanged>(changed =>
        {
            if (changed.Share.Percent != 10) return;
            diverted = changed.At;
            kong.Faults.On(KongCall.GetShare).First(20).Throw("the socket is gone");
        }));

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Error.Should().BeOfType<GreenRegressedException>(report.Describe());
        retreated.Should().BeBefore(diverted + TimeSpan.FromSeconds(5));
        kong.Traffic.GreenHistory.Should().Equal(0, 1, 10, 0);
    }

    [Fact]
    public async Task Watch_TheBalancersOwnTimeout_IsTroubleAndNoCancellation()
    {
        await using FakeKong kong = new();
        kong.Observers.Add(new OnEvent<Events.ShareChanged>(changed =>
        {
            if (changed.Share.Percent == 10) kong.Faults.On(KongCall.GetShare).First(20).Throw(new TaskCanceledException("a time-out of its client"));
        }));

        (await kong.RunAsync(Plans.Patch(), Token)).Outcome.Should().Be(UpgradeOutcome.Completed);
    }

    [Fact]
    public async Task Watch_UndecidedWithHaltPolicy_LeavesTrafficToAPerson()
    {
        await using FakeKong kong = new();
        kong.Probe.Blind(whenGreenIs: 10);

        UpgradeReport report = await kong.RunAsync(Plans.Patch(p => p.HoldAtMost(TimeSpan.FromMinutes(1), UndecidedPolicy.Halt)), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Halted);
        kong.Traffic.Share.Percent.Should().Be(10);
    }
}
