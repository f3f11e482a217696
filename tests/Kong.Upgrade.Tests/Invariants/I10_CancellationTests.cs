using Kong.Upgrade.Testing;
using Kong.Upgrade.Testing.Fakes;

namespace Kong.Upgrade.Tests.Invariants;

/// <summary>I10: cancelling retreats first; after the point of no return there is only forward.</summary>
public class I10_CancellationTests
{
    [Fact]
    public async Task Cancel_WhileDiverting_RetreatsThenThrows()
    {
        await using FakeKong kong = new();
        using CancellationTokenSource stop = new();
        kong.Observers.Add(new OnEvent<Events.ShareChanged>(changed =>
        {
            if (changed.Share.Percent == 10) stop.Cancel();
        }));

        UpgradeCanceledException thrown = (await kong.Invoking(k => k.RunAsync(Plans.Patch(), stop.Token)).Should().ThrowAsync<UpgradeCanceledException>()).Which;

        thrown.Report.Outcome.Should().Be(UpgradeOutcome.RolledBack);
        kong.Traffic.GreenHistory.Should().Equal(0, 1, 10, 0);
        kong.Clusters.Green.Should().NotBe(FakeClusterStanding.Running);
    }

    [Theory]
    [MemberData(nameof(StepsBeforeFinish))]
    public async Task Cancel_AsAStepBegins_EndsRolledBack(string step)
    {
        await using FakeKong kong = new();
        using CancellationTokenSource stop = new();
        kong.Observers.Add(new OnEvent<Events.StepStarting>(starting =>
        {
            if (starting.StepName == step) stop.Cancel();
        }));

        UpgradeCanceledException thrown = (await kong.Invoking(k => k.RunAsync(Plans.Patch(), stop.Token)).Should().ThrowAsync<UpgradeCanceledException>()).Which;

        thrown.Report.Outcome.Should().Be(UpgradeOutcome.RolledBack);
        kong.Traffic.Share.Percent.Should().Be(0);
        kong.Migrations.FinishCount.Should().Be(0);
    }

    [Theory]
    [InlineData("finish")]
    [InlineData("decommission-blue")]
    [InlineData("thaw")]
    public async Task Cancel_PastThePointOfNoReturn_HasNoEffect(string step)
    {
        await using FakeKong kong = new();
        using CancellationTokenSource stop = new();
        kong.Observers.Add(new OnEvent<Events.StepStarting>(starting =>
        {
            if (starting.StepName == step) stop.Cancel();
        }));

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), stop.Token);

        report.Outcome.Should().Be(UpgradeOutcome.Completed, report.Describe());
        kong.Migrations.FinishCount.Should().Be(1);
    }

    [Fact]
    public async Task Cancel_RetreatFails_ReportsInsteadOfThrowing()
    {
        await using FakeKong kong = new();
        using CancellationTokenSource stop = new();
        kong.Observers.Add(new OnEvent<Events.ShareChanged>(changed =>
        {
            if (changed.Share.Percent != 10) return;
            kong.Traffic.Lie();
            stop.Cancel();
        }));

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), stop.Token);

        report.Outcome.Should().Be(UpgradeOutcome.Halted);
        report.Headline.Should().StartWith("HALTED, TRAFFIC MAY STILL REACH GREEN");
    }

    [Fact]
    public async Task RetreatAsync_PastThePointOfNoReturn_IsRefused()
    {
        await using FakeKong kong = new();
        Func<Task>? retreat = null;
        kong.Observers.Add(new OnEvent<Events.PointOfNoReturnPassed>(_ =>
        {
            Task<TimeSpan> asked = kong.RetreatAsync("too late");
            retreat = () => asked;
        }));

        await kong.RunAsync(Plans.Patch(), TestContext.Current.CancellationToken);

        await retreat.Should().ThrowAsync<InvalidOperationException>();
        kong.Traffic.Share.Percent.Should().Be(100);
    }

    [Fact]
    public async Task Failure_PastThePointOfNoReturn_HaltsAndTheNextRunGoesForward()
    {
        await using FakeKong kong = new();
        kong.Faults.On(KongCall.DecommissionBlue).Only(1).Throw("the host is away");

        UpgradeReport halted = await kong.RunAsync(Plans.Patch(), TestContext.Current.CancellationToken);
        UpgradeReport completed = await kong.RunAsync(Plans.Patch(), TestContext.Current.CancellationToken);

        halted.Outcome.Should().Be(UpgradeOutcome.Halted);
        halted.Headline.Should().Contain("it only goes forward");
        kong.Traffic.GreenHistory.Should().Equal(0, 1, 10, 100);
        completed.Outcome.Should().Be(UpgradeOutcome.Completed, completed.Describe());
        kong.Migrations.FinishCount.Should().Be(1);
    }

    public static TheoryData<string> StepsBeforeFinish() =>
        new("evaluate", "freeze", "back-up", "provision-green", "migrate-up", "start-green", "stage", "divert", "bake");
}
