using Kong.Upgrade.Clusters;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Testing;
using Kong.Upgrade.Testing.Fakes;

namespace Kong.Upgrade.Tests.Invariants;

/// <summary>I2: before finish is confirmed, blue is never stopped.</summary>
public class I02_BlueUntouchedTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DecommissionBlue_FinishLeftMigrationsPending_NeverHappens()
    {
        await using FakeKong kong = new();
        kong.Migrations.HasNew(new Migration("core", "a"), new Migration("acme", "b"));
        kong.Migrations.FailFinishMidway();

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Halted, report.Describe());
        report.Headline.Should().StartWith("HALTED past the point of no return");
        kong.Clusters.Blue.Should().Be(FakeClusterStanding.Running);
    }

    [Fact]
    public async Task DecommissionBlue_StateReadsUnfinishedAfterwards_NeverHappens()
    {
        await using FakeKong kong = new();
        kong.Migrations.HasNew(new Migration("acme", "b"));
        kong.Observers.Add(new OnEvent<Events.StepStarting>(e =>
        {
            if (e.StepName == "decommission-blue") kong.Migrations.PendByHand(new Migration("core", "stranger"));
        }));

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Halted, report.Describe());
        kong.Clusters.Blue.Should().Be(FakeClusterStanding.Running);
    }

    [Fact]
    public void Blue_WithoutAPermit_CannotBeOrderedAway()
    {
        Action order = () => Decommission.Blue(null!);

        order.Should().Throw<ArgumentNullException>();
        typeof(FinishPermit).GetConstructors().Should().BeEmpty("only the engine mints permits");
    }
}
