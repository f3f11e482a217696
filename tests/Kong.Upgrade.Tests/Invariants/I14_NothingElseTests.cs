using Kong.Upgrade.Testing;
using Kong.Upgrade.Testing.Fakes;

namespace Kong.Upgrade.Tests.Invariants;

/// <summary>I14: nothing outside the plan's own is touched, and what stood there before is not taken back.</summary>
public class I14_NothingElseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Evaluate_Blocks_ChangesNothing()
    {
        await using FakeKong kong = new();
        kong.Rule.Find(Preflight.FindingSeverity.Blocking, "a route that will break");

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Error.Should().BeOfType<PreflightBlockedException>().Which.Message.Should().Contain("a route that will break");
        KongCall[] effects = [KongCall.Freeze, KongCall.TakeBackup, KongCall.PrepareGreen, KongCall.MigrateUp, KongCall.StartGreen, KongCall.SetShare, KongCall.DecommissionGreen, KongCall.Thaw];
        kong.Operations.Should().NotContain(call => effects.Contains(call));
    }

    [Fact]
    public async Task RolledBack_OnlyBegunSteps_AreTakenBack()
    {
        await using FakeKong kong = new();
        kong.Faults.On(KongCall.TakeBackup).Throw("disk full");

        await kong.RunAsync(Plans.Patch(), Token);

        kong.Events.Of<Events.StepReverted>().Select(e => e.StepName).Should().Equal("back-up", "freeze", "evaluate");
        kong.Clusters.Green.Should().Be(FakeClusterStanding.Absent);
        kong.Operations.Should().NotContain(KongCall.DecommissionGreen);
    }

    [Fact]
    public async Task Revert_Fails_StopsThereAndHalts()
    {
        await using FakeKong kong = new();
        kong.Probe.Unhealthy(whenGreenIs: 10);
        kong.Faults.On(KongCall.DecommissionGreen).Throw("the host is away");

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Halted, report.Describe());
        report.Error.Should().BeOfType<RevertFailedException>().Which.StepName.Should().Be("start-green");
        kong.Events.Of<Events.StepReverted>().Select(e => e.StepName).Should().Equal("divert", "stage");
        kong.Traffic.Share.Percent.Should().Be(0);
    }

    [Fact]
    public async Task RunAsync_AfterAHaltedWayBack_GoesOnGoingBack()
    {
        await using FakeKong kong = new();
        kong.Probe.Unhealthy(whenGreenIs: 10);
        kong.Faults.On(KongCall.DecommissionGreen).Only(1).Throw("the host is away");
        await kong.RunAsync(Plans.Patch(), Token);
        kong.Probe.Heal();

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.RolledBack, report.Describe());
        kong.Traffic.GreenHistory.Should().Equal(0, 1, 10, 0);
        kong.Clusters.Green.Should().NotBe(FakeClusterStanding.Running);
    }
}
