using Kong.Upgrade.Freeze;
using Kong.Upgrade.Tests.Support;

namespace Kong.Upgrade.Tests;

public class ReportTextTests
{
    [Fact]
    public void Describe_RolledBackRun_IsAsApproved() =>
        ApprovedText.Check(Reports.Of(UpgradeOutcome.RolledBack, new GreenRegressedException("error rate at most 1%", "green failed 9 of 100 requests"), shares: [1, 5, 0]).Describe(), "report-rolled-back");

    [Fact]
    public void Describe_CompletedRun_IsAsApproved() =>
        ApprovedText.Check(Reports.Of(UpgradeOutcome.Completed, freeze: FreezeStanding.Thawed, committed: true).Describe(), "report-completed");

    [Fact]
    public void ThrowIfNotCompleted_Completed_IsSilent() => Reports.Of(UpgradeOutcome.Completed).Invoking(r => r.ThrowIfNotCompleted()).Should().NotThrow();

    [Theory]
    [InlineData(UpgradeOutcome.RolledBack)]
    [InlineData(UpgradeOutcome.AwaitingApproval)]
    [InlineData(UpgradeOutcome.Halted)]
    [InlineData(UpgradeOutcome.Unknown)]
    public void ThrowIfNotCompleted_AnyOtherEnd_ThrowsTheWholeReport(UpgradeOutcome outcome)
    {
        UpgradeReport report = Reports.Of(outcome, new UpgradeServiceException("dead"));

        UpgradeNotCompletedException error = report.Invoking(r => r.ThrowIfNotCompleted()).Should().Throw<UpgradeNotCompletedException>().Which;

        (error.Report, error.InnerException, error.Message).Should().Be((report, report.Error, report.Describe()));
    }

    [Fact]
    public void Acknowledgements_OfAReport_AreThePlans() => Reports.Of(UpgradeOutcome.Completed).Acknowledgements.Should().Equal(new Acknowledgement(UpgradeRisk.UnattendedFinish, "a test"));
}
