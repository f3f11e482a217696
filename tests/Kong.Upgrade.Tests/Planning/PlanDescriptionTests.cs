using Kong.Upgrade.Planning;
using Kong.Upgrade.Tests.Support;

namespace Kong.Upgrade.Tests;

public class PlanDescriptionTests
{
    [Fact]
    public void Describe_DefaultPatchPlan_IsAsApproved() =>
        ApprovedText.Check(UpgradePlan.CreateBuilder("3.9.0", "3.9.1").ApproveBeforeFinish(TimeSpan.FromHours(4)).Build().Describe(), "plan-default");

    [Fact]
    public void Describe_FullPlan_IsAsApproved() => ApprovedText.Check(SamplePlans.Full().Build().Describe(), "plan-full");

    [Fact]
    public void Describe_EqualPlans_IsTheSameText() => SamplePlans.Full().Build().Describe().Should().Be(SamplePlans.Full().Build().Describe());

    [Fact]
    public void Describe_AnyPlan_EndsLinesAlikeOnEverySystem() => SamplePlans.Full().Build().Describe().Should().NotContain("\r").And.EndWith("\n");

    [Theory]
    [InlineData(5 * 60_000, "00:05:00")]
    [InlineData(90_500, "00:01:30.500")]
    [InlineData(36 * 3600_000, "1.12:00:00")]
    [InlineData(1, "00:00:00.001")]
    public void Text_AnyTime_IsShortAndWhole(int milliseconds, string text) => PlanDescription.Text(TimeSpan.FromMilliseconds(milliseconds)).Should().Be(text);

    [Fact]
    public void ToString_APlan_NamesVersionsAndFingerprint() =>
        SamplePlans.PatchPlan.ToString().Should().Be($"Kong 3.9.0 to 3.9.1, plan {SamplePlans.PatchPlan.Fingerprint}");
}
