namespace Kong.Upgrade.Testing.Tests;

public class ReadmeExampleTests
{
    [Fact]
    public async Task RunAsync_GreenUnhealthyAtTenPercent_RollsBackAndNeverFinishes()
    {
        await using var kong = new FakeKong(version: "3.4.3");
        kong.Probe.Unhealthy(whenGreenIs: 10, reason: "5xx");

        UpgradeReport report = await kong.RunAsync(Plans.OneTenHundred, TestContext.Current.CancellationToken);

        Assert.Equal(UpgradeOutcome.RolledBack, report.Outcome);
        Assert.Equal([0, 1, 10, 0], kong.Traffic.GreenHistory);
        Assert.Equal(0, kong.Migrations.FinishCount);
    }

    [Fact]
    public async Task RunAsync_NothingWrong_TellsTheWholeStory()
    {
        await using var kong = new FakeKong();

        UpgradeReport report = await kong.RunAsync(Plans.OneTenHundred, TestContext.Current.CancellationToken);

        report.Describe().Should().StartWith("COMPLETED");
        kong.Story.ToString().Should().Be(
            """
            freeze: on
            backup: taken of 3.4.3, proven
            green: prepared 3.4.4
            migrations: up
            green: started
            staging: Passed
            traffic: 1 %
            traffic: 10 %
            traffic: 100 %
            approval: Approved before finish by a test
            migrations: finish
            blue: decommissioned
            freeze: off

            """);
    }
}
