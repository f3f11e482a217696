using Kong.Upgrade.Tests.Support;

namespace Kong.Upgrade.Tests;

public class VersionRulesTests
{
    [Theory]
    [InlineData("3.9.0", "3.9.1")]
    [InlineData("2.8.2", "2.8.3")]
    [InlineData("2.8.2.0", "2.8.2.1-enterprise-edition")]
    [InlineData("3.4.3.1", "3.4.3.2")]
    public void Build_PatchFromTheFloorOn_Works(string from, string to) =>
        UpgradePlan.CreateBuilder(from, to).AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a test").Build().Distance.Should().Be(VersionDistance.Patch);

    [Theory]
    [InlineData("3.9.1", "3.9.0", "CreateBuilder(3.9.1, 3.9.0): 3.9.0 is older, and Kong has no migrations back. To go back restore the backup; to go forward exchange the two.")]
    [InlineData("3.9.1", "3.9.1", "CreateBuilder(3.9.1, 3.9.1): both are the same version; there is nothing to upgrade. Name a newer version as 'to'.")]
    [InlineData("3.9.0", "3.9.0.1", "CreateBuilder(3.9.0, 3.9.0.1-enterprise-edition): one is open source, the other Enterprise; that is a conversion (kong migrations migrate-community-to-enterprise), no upgrade. Stay within one edition.")]
    [InlineData("3.4.3.1", "3.9.1", "CreateBuilder(3.4.3.1-enterprise-edition, 3.9.1): one is open source, the other Enterprise; that is a conversion (kong migrations migrate-community-to-enterprise), no upgrade. Stay within one edition.")]
    [InlineData("2.8.1", "2.8.3", "CreateBuilder(from: 2.8.1): blue-green upgrades exist from Kong Gateway 2.8.2.x on. A version below must first go to 2.8.2.0 (open source: 2.8.2) in another way, then on from there.")]
    [InlineData("2.8.1.9", "2.8.2.0", "CreateBuilder(from: 2.8.1.9-enterprise-edition): blue-green upgrades exist from Kong Gateway 2.8.2.x on. A version below must first go to 2.8.2.0 (open source: 2.8.2) in another way, then on from there.")]
    [InlineData("3.8.0", "3.9.0", "CreateBuilder(3.8.0, 3.9.0): this goes to another minor version. Kong supports blue-green there but cannot test all combinations, and advises it only between patch versions. Take patches only, or call AcknowledgeRisk(UpgradeRisk.MinorJump, reason).")]
    [InlineData("3.4.3.1", "3.10.0.0", "CreateBuilder(3.4.3.1-enterprise-edition, 3.10.0.0-enterprise-edition): this goes to another minor version. Kong supports blue-green there but cannot test all combinations, and advises it only between patch versions. Take patches only, or call AcknowledgeRisk(UpgradeRisk.MinorJump, reason).")]
    [InlineData("2.8.2", "3.0.0", "CreateBuilder(2.8.2, 3.0.0): this goes to another major version. Kong supports blue-green there but cannot test all combinations, and advises it only between patch versions. Take patches only, or call AcknowledgeRisk(UpgradeRisk.MajorJump, reason).")]
    public void Build_VersionsThatDoNotFit_SaysWhyAndWhatToDo(string from, string to, string problem) =>
        SamplePlans.ProblemsOf(UpgradePlan.CreateBuilder(from, to).AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a test")).Should().Equal(problem);

    [Fact]
    public void Build_UnreadableVersions_ReportsBothWithTheArgument()
    {
        IReadOnlyList<string> problems = SamplePlans.ProblemsOf(UpgradePlan.CreateBuilder("3.9.0-beta.1", null!).AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a test"));

        problems.Should().HaveCount(2);
        problems[0].Should().StartWith("CreateBuilder(from: …): '3.9.0-beta.1' has the unknown suffix '-beta.1'").And.EndWith("(3.4.3.1 or 3.4.3.1-enterprise-edition).");
        problems[1].Should().StartWith("CreateBuilder(to: …): '' is not a version of Kong.");
    }

    [Theory]
    [InlineData("3.8.0", "3.9.0", UpgradeRisk.MinorJump)]
    [InlineData("3.4.3.1", "3.10.0.0", UpgradeRisk.MinorJump)]
    [InlineData("2.8.2", "3.0.0", UpgradeRisk.MajorJump)]
    public void Build_JumpWithItsRiskTaken_Works(string from, string to, UpgradeRisk risk)
    {
        UpgradePlan plan = UpgradePlan.CreateBuilder(from, to).AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a test").AcknowledgeRisk(risk, "tried").Build();

        plan.Acknowledges(risk).Should().BeTrue();
        plan.Acknowledgements.Should().Contain(new Acknowledgement(risk, "tried"));
    }

    [Theory]
    [InlineData("3.8.0", "3.9.0", UpgradeRisk.MajorJump)]
    [InlineData("2.8.2", "3.0.0", UpgradeRisk.MinorJump)]
    public void Build_JumpWithAnotherRiskTaken_IsRefused(string from, string to, UpgradeRisk risk) =>
        SamplePlans.ProblemsOf(UpgradePlan.CreateBuilder(from, to).AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a test").AcknowledgeRisk(risk, "tried"))
            .Should().ContainSingle().Which.Should().Contain("call AcknowledgeRisk(UpgradeRisk.");

    [Theory]
    [InlineData(KongDeployment.DbLess)]
    [InlineData(KongDeployment.Unknown)]
    [InlineData((KongDeployment)77)]
    public void Build_DeploymentWithoutADatabaseOfItsOwn_IsRefused(KongDeployment deployment) =>
        SamplePlans.ProblemsOf(SamplePlans.Patch().DeployedAs(deployment)).Should().ContainSingle()
            .Which.Should().StartWith($"DeployedAs({deployment}): ").And.EndWith("Upgrade DB-less nodes and data planes by a rolling upgrade instead.");

    [Theory]
    [InlineData(KongDeployment.Traditional)]
    [InlineData(KongDeployment.HybridControlPlane)]
    public void Build_DeploymentThatTheGuideIsFor_Works(KongDeployment deployment) =>
        SamplePlans.Patch().DeployedAs(deployment).Build().Deployment.Should().Be(deployment);

    [Fact]
    public void CreateBuilder_OfVersions_IsTheSameAsOfText()
    {
        UpgradePlan fromVersions = UpgradePlan.CreateBuilder(KongVersion.Parse("3.4.3.1"), KongVersion.Parse("3.4.3.2")).AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a test").Build();
        UpgradePlan fromText = UpgradePlan.CreateBuilder("3.4.3.1", "3.4.3.2").AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a test").Build();

        fromVersions.Fingerprint.Should().Be(fromText.Fingerprint);
        ((Action)(() => UpgradePlan.CreateBuilder(null!, fromText.To))).Should().Throw<ArgumentNullException>();
        ((Action)(() => UpgradePlan.CreateBuilder(fromText.From, null!))).Should().Throw<ArgumentNullException>();
    }
}
