using Kong.Upgrade.Testing;

namespace Kong.Upgrade.Tests.Invariants;

/// <summary>I11: the run ends thawed, or the report says in its first line that the freeze still stands.</summary>
public class I11_FreezeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_Completed_EndsThawed()
    {
        await using FakeKong kong = new();

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        kong.Freeze.IsFrozen.Should().BeFalse();
        report.Headline.Should().Contain("Configuration writes are possible");
    }

    [Fact]
    public async Task RunAsync_RolledBack_FreezeStandsAndTheFirstLineSaysSo()
    {
        await using FakeKong kong = new();
        kong.Probe.Unhealthy(whenGreenIs: 10);

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);
        string first = report.Describe().Split('\n')[0];
        await kong.ThawAsync(Token);

        first.Should().Contain("Configuration writes are STILL FROZEN: call ThawAsync");
        kong.Freeze.IsFrozen.Should().BeFalse();
    }

    [Fact]
    public async Task RunAsync_RolledBackWithThawPolicy_EndsThawed()
    {
        await using FakeKong kong = new();
        kong.Probe.Unhealthy(whenGreenIs: 10);

        UpgradeReport report = await kong.RunAsync(Plans.Patch(p => p.AfterRollback(RollbackPolicy.Thaw)), Token);

        kong.Freeze.IsFrozen.Should().BeFalse();
        report.Headline.Should().NotContain("FROZEN");
    }

    [Fact]
    public async Task RunAsync_FreezeCannotBeRead_TheFirstLineSaysThatItCouldNotBeTold()
    {
        await using FakeKong kong = new();
        kong.Observers.Add(new OnEvent<Events.StepStarting>(starting =>
        {
            if (starting.StepName == "divert") kong.Freeze.IsUnclear = true;
        }));
        kong.Probe.Unhealthy(whenGreenIs: 1);

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Headline.Should().Contain("could NOT be told");
    }

    [Fact]
    public async Task MigrateUp_ConfigurationWrittenAfterTheFreeze_GoesBack()
    {
        await using FakeKong kong = new();
        kong.Observers.Add(new OnEvent<Events.StepCompleted>(done =>
        {
            if (done.StepName == "back-up") kong.Freeze.WriteByHand();
        }));

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.RolledBack, report.Describe());
        report.Headline.Should().Contain("Find out who wrote");
        kong.Migrations.UpCount.Should().Be(0);
    }
}
