using Kong.Upgrade.Execution;
using Kong.Upgrade.Freeze;
using Kong.Upgrade.Tests.Support;

namespace Kong.Upgrade.Tests;

public class HeadlineTests
{
    private static readonly Exception Cause = new GreenRegressedException("error rate at most 1%", "green failed 9 of 100 requests");

    [Theory]
    [InlineData(FreezeStanding.Thawed, "Configuration writes are possible. Nothing is left to do but keep watching.")]
    [InlineData(FreezeStanding.Frozen, "Configuration writes are STILL FROZEN: call ThawAsync to let them through.")]
    [InlineData(FreezeStanding.Unknown, "Whether configuration writes are frozen could NOT be told: look, and call ThawAsync if they are.")]
    public void Headline_Completed_SaysWhatServesAndWhetherWritesArePossible(FreezeStanding freeze, string writes) =>
        Reports.Of(UpgradeOutcome.Completed, freeze: freeze, committed: true).Headline.Should().Be($"COMPLETED: Kong 3.9.1 serves all traffic and blue is gone. {writes}");

    [Theory]
    [InlineData(FreezeStanding.Thawed, "Configuration writes are possible.")]
    [InlineData(FreezeStanding.Frozen, "Configuration writes are STILL FROZEN: call ThawAsync to let them through.")]
    [InlineData(FreezeStanding.Unknown, "Whether configuration writes are frozen could NOT be told: look, and call ThawAsync if they are.")]
    public void Headline_RolledBack_SaysWhereTrafficIsAndWhy(FreezeStanding freeze, string writes) =>
        Reports.Of(UpgradeOutcome.RolledBack, Cause, freeze, shares: [1, 5, 0]).Headline
            .Should().Be($"ROLLED BACK: all traffic is on blue, Kong 3.9.0. {writes} Cause: green regressed: green failed 9 of 100 requests (gate: error rate at most 1%)");

    // The balancer may give green something that this run did not ask for: what was not looked at is not claimed.
    [Fact]
    public void Headline_RolledBackBeforeAnythingMoved_ClaimsNothingAboutTheBalancer() =>
        Reports.Of(UpgradeOutcome.RolledBack, new PreflightBlockedException(["traffic: The balancer already gives green 50 %. Set it to nothing."]), FreezeStanding.Thawed).Headline
            .Should().Be("ROLLED BACK: the run had moved no traffic, and nothing of it is left. Configuration writes are possible. Cause: the upgrade must not start: - traffic: The balancer already gives green 50 %. Set it to nothing");

    [Fact]
    public void Headline_AwaitingApproval_SaysWhatWaitsAndWhatToPress() =>
        Reports.Of(UpgradeOutcome.AwaitingApproval, new ApprovalPendingException("finish", ManualTime.Start), shares: [1, 100]).Headline
            .Should().Be("AWAITING APPROVAL: nobody answered before 2026-03-01 12:00:00Z whether finish may go ahead. Green has 100 %. Nobody watches it now. "
                + "Configuration writes are STILL FROZEN: call ThawAsync to let them through. Answer and run the same plan again, or retreat.");

    [Fact]
    public void Headline_RetreatFailed_ShoutsFirst() =>
        Reports.Of(UpgradeOutcome.Halted, new RetreatFailedException(new(false, TimeSpan.FromMinutes(2), "the balancer still gives green 50 %."), Cause), shares: [50]).Headline
            .Should().Be("HALTED, TRAFFIC MAY STILL REACH GREEN: the balancer was not seen to send everything to blue within 00:02:00: the balancer still gives green 50 %. Set it by hand now. "
                + "Configuration writes are STILL FROZEN: call ThawAsync to let them through.");

    [Fact]
    public void Headline_HaltedPastThePointOfNoReturn_ForbidsBlue() =>
        Reports.Of(UpgradeOutcome.Halted, new UpgradeServiceException("The database went away."), FreezeStanding.Unknown, committed: true, shares: [100]).Headline
            .Should().Be("HALTED past the point of no return: blue must not be used any more. Mend the cause and run the same plan again; it only goes forward. "
                + "Whether configuration writes are frozen could NOT be told: look, and call ThawAsync if they are. Cause: The database went away");

    [Theory]
    [InlineData(new double[0], "This process moved no traffic.")]
    [InlineData(new double[] { 1, 25 }, "Green has 25 %.")]
    [InlineData(new double[] { 1, 0 }, "All traffic is on blue.")]
    public void Headline_HaltedBefore_LeavesBothWaysOpen(double[] shares, string traffic) =>
        Reports.Of(UpgradeOutcome.Halted, new FinishRefusedException("no backup."), shares: shares).Headline
            .Should().Be($"HALTED before the point of no return: a person decides. {traffic} Mend the cause and run the same plan again, or retreat. "
                + "Configuration writes are STILL FROZEN: call ThawAsync to let them through. Cause: finish was refused: no backup");

    [Fact]
    public void Headline_WithoutACause_SaysSo() => Reports.Of(UpgradeOutcome.Halted).Headline.Should().EndWith("Cause: not known");

    [Fact]
    public void Headline_CauseOfManyLines_StaysOneLine()
    {
        UpgradeReport report = Reports.Of(UpgradeOutcome.RolledBack, new StagingFailedException(Reports.Staged("a: Failed: 500", "b: CouldNotTell:\r\nrefused")));

        report.Headline.Should().NotContainAny("\n", "\r").And.EndWith(" - a: Failed: 500 - b: CouldNotTell: refused");
        report.ToString().Should().Be(report.Headline);
    }
}
