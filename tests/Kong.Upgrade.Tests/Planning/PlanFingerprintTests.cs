using Kong.Upgrade.Approvals;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Tests.Support;

namespace Kong.Upgrade.Tests;

public class PlanFingerprintTests
{
    private static readonly Dictionary<string, Func<UpgradePlanBuilder, UpgradePlanBuilder>> Changes = new()
    {
        ["deployment"] = b => b.DeployedAs(KongDeployment.HybridControlPlane),
        ["a stage fewer"] = b => b.DivertInStages(1, 5, 25, 100),
        ["a stage by a ten-thousandth"] = b => b.DivertInStages(1.0001, 5, 25, 50, 100),
        ["soak by a tick"] = b => b.SoakEachStage(TimeSpan.FromMinutes(5) + TimeSpan.FromTicks(1)),
        ["bake"] = b => b.Bake(TimeSpan.FromMinutes(31)),
        ["hold"] = b => b.HoldAtMost(TimeSpan.FromMinutes(3)),
        ["undecided"] = b => b.HoldAtMost(TimeSpan.FromMinutes(2), UndecidedPolicy.Halt),
        ["stage time"] = b => b.StageAtMost(TimeSpan.FromHours(2)),
        ["blind time"] = b => b.MaxBlind(TimeSpan.FromSeconds(31)),
        ["traffic"] = b => b.ExpectTraffic(100),
        ["traffic by a hair"] = b => b.ExpectTraffic(100.0000001),
        ["minimum of requests"] = b => b.MinimumRequests(1),
        ["a budget that changes no stage"] = b => b.ExpectTraffic(100).DivertInStages(1, 5, 25, 50, 100).AtMostFailedRequests(100_000),
        ["its amount"] = b => b.ExpectTraffic(100).DivertInStages(1, 5, 25, 50, 100).AtMostFailedRequests(100_001),
        ["its smallest share"] = b => b.ExpectTraffic(100).DivertInStages(1, 5, 25, 50, 100).AtMostFailedRequests(100_000, 0.5),
        ["rollback"] = b => b.AfterRollback(RollbackPolicy.Thaw),
        ["limit"] = b => b.Gate(Gate.MaxErrorRate(0.02)),
        ["limit by a hair"] = b => b.Gate(Gate.MaxErrorRate(0.0100000001)),
        ["minimum"] = b => b.Gate(Gate.MaxErrorRate(0.01, 21)),
        ["a gate more"] = b => b.Gate(Gate.MaxErrorRate(0.01)).Gate(Gate.MaxP99(TimeSpan.FromSeconds(1))),
        ["another kind of gate"] = b => b.Gate(Gate.MaxP99(TimeSpan.FromSeconds(1))),
        ["a gate of one's own"] = b => b.Gate(Gate.Custom("mine", _ => default)),
        ["a staging test"] = b => b.Stage(new NamedTest("t")),
        ["a rule"] = b => b.Preflight(new NamedRule("t")),
        ["an approval"] = b => b.ApproveBefore(GuideStep.Divert, TimeSpan.FromHours(1)),
        ["another approval"] = b => b.ApproveBefore(GuideStep.Bake, TimeSpan.FromHours(1)),
        ["its deadline"] = b => b.ApproveBefore(GuideStep.Bake, TimeSpan.FromHours(2)),
        ["a risk"] = b => b.AcknowledgeRisk(UpgradeRisk.UnprovenBackup, "x"),
        ["its reason"] = b => b.AcknowledgeRisk(UpgradeRisk.UnprovenBackup, "y"),
        ["a step before"] = b => b.InsertBefore(GuideStep.Divert, new NamedStep("s")),
        ["a step after"] = b => b.InsertAfter(GuideStep.Divert, new NamedStep("s")),
        ["another step"] = b => b.InsertAfter(GuideStep.Divert, new NamedStep("z")),
    };

    public static TheoryData<string> Names => [.. Changes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fingerprint_OneSettingChanged_IsAnother(string change)
    {
        string changed = Changes[change](SamplePlans.Patch()).Build().Fingerprint;

        changed.Should().NotBe(SamplePlans.PatchPlan.Fingerprint);
        Changes.Where(c => c.Key != change).Select(c => c.Value(SamplePlans.Patch()).Build().Fingerprint).Should().NotContain(changed, "every change tells from every other");
        Changes[change](SamplePlans.Patch()).Build().Fingerprint.Should().Be(changed, "the same change gives the same plan");
    }

    [Theory]
    [InlineData("3.9.0", "3.9.2")]
    [InlineData("3.9.1", "3.9.2")]
    [InlineData("3.9.0.0", "3.9.1.0")]
    public void Fingerprint_OtherVersions_IsAnother(string from, string to) =>
        UpgradePlan.CreateBuilder(from, to).AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a test").Build().Fingerprint.Should().NotBe(SamplePlans.PatchPlan.Fingerprint);

    [Fact]
    public void Fingerprint_SameThingsSaidInAnotherOrder_IsTheSame() => UpgradePlan.CreateBuilder("3.9.0", "3.9.1")
        .Bake(TimeSpan.FromMinutes(30)).SoakEachStage(TimeSpan.FromMinutes(1)).SoakEachStage(TimeSpan.FromMinutes(5)).AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a test")
        .Build().Fingerprint.Should().Be(SamplePlans.PatchPlan.Fingerprint);

    [Theory]
    [InlineData("x\nrisk MajorJump y")]
    [InlineData("x\\nrisk MajorJump y")]
    public void Fingerprint_ReasonThatLooksLikeMoreRisks_IsAnother(string reason) =>
        SamplePlans.Patch().AcknowledgeRisk(UpgradeRisk.MinorJump, reason).Build().Fingerprint
            .Should().NotBe(SamplePlans.Patch().AcknowledgeRisk(UpgradeRisk.MinorJump, "x").AcknowledgeRisk(UpgradeRisk.MajorJump, "y").Build().Fingerprint);

    [Fact]
    public void Fingerprint_WhomAnApprovalAsks_DoesNotCount() =>
        Asking(null).Should().Be(Asking(new DelegateApprovalGate(static (_, _) => Task.FromResult(ApprovalAnswer.None))));

    // Journals of unfinished runs carry fingerprints: another algorithm would lock every one of them out.
    [Fact]
    public void Fingerprint_OfAKnownPlan_NeverChanges() => SamplePlans.PatchPlan.Fingerprint.Should().Be("5498411f61e802df902e34705deed990");

    [Fact]
    public void Fingerprint_OfAFullPlan_NeverChanges() => SamplePlans.Full().Build().Fingerprint.Should().Be("17aba69828d163577ed53ea07a1941d2");

    private static string Asking(IApprovalGate? gate) => SamplePlans.Patch().ApproveBefore(GuideStep.Divert, TimeSpan.FromHours(1), gate).Build().Fingerprint;
}
