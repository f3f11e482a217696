using CsCheck;
using Kong.Upgrade.Versions;
using Kong.Upgrade.Versions.Strategies;

namespace Kong.Upgrade.Tests;

public class StrategyAdviceTests
{
    private const string Dual = "DualCluster", InPlace = "InPlace", Rolling = "Rolling", BlueGreen = "BlueGreen";

    [Theory]
    [InlineData("3.9.0", "3.9.1", KongDeployment.Traditional, true, true, Dual)]
    [InlineData("3.9.0", "3.9.1", KongDeployment.Traditional, true, false, Dual)]
    [InlineData("3.9.0", "3.9.1", KongDeployment.Traditional, true, null, Dual)]
    [InlineData("3.9.0", "3.9.1", KongDeployment.Traditional, false, true, InPlace + BlueGreen)]
    [InlineData("3.9.0", "3.9.1", KongDeployment.Traditional, false, false, BlueGreen)]
    [InlineData("3.9.0", "3.9.1", KongDeployment.Traditional, null, null, "")]
    [InlineData("3.9.0", "3.9.1", KongDeployment.HybridControlPlane, true, false, Dual + Rolling)]
    [InlineData("3.9.0", "3.9.1", KongDeployment.HybridControlPlane, false, false, InPlace + Rolling + BlueGreen)]
    [InlineData("3.9.0", "3.9.1", KongDeployment.DbLess, true, true, Rolling)]
    [InlineData("3.9.0", "3.9.1", KongDeployment.Unknown, true, true, "")]
    [InlineData("3.8.1", "3.9.1", KongDeployment.Traditional, true, false, Dual)]
    [InlineData("3.8.1", "3.9.1", KongDeployment.Traditional, false, true, InPlace)]
    [InlineData("3.8.1", "3.9.1", KongDeployment.Traditional, false, false, "")]
    [InlineData("3.4.3.26", "3.10.0.11", KongDeployment.Traditional, true, true, Dual)]
    [InlineData("2.8.5", "3.4.2", KongDeployment.HybridControlPlane, false, null, InPlace + Rolling)]
    [InlineData("2.8.1", "2.8.5", KongDeployment.Traditional, false, true, InPlace)]
    public void For_AnInstallation_AdvisesWhatKongDoes(string from, string to, KongDeployment deployment, bool? second, bool? downtime, string advised) =>
        string.Concat(For(from, to, deployment, second, downtime).Options.Where(o => o.Standing is StrategyStanding.Advised).Select(o => o.Strategy)).Should().Be(advised);

    [Theory]
    [InlineData("3.9.0", "3.9.1", KongDeployment.Traditional, true, StrategyStanding.Described)]
    [InlineData("3.9.0", "3.9.1", KongDeployment.Traditional, null, StrategyStanding.Unknown)]
    [InlineData("3.9.0", "3.9.1", KongDeployment.Traditional, false, StrategyStanding.Advised)]
    [InlineData("3.9.0", "3.9.1", KongDeployment.DbLess, false, StrategyStanding.Impossible)]
    [InlineData("3.8.1", "3.9.1", KongDeployment.Traditional, false, StrategyStanding.NotAdvised)]
    [InlineData("3.4.3.26", "3.10.0.11", KongDeployment.Traditional, false, StrategyStanding.NotAdvised)]
    [InlineData("2.8.1", "3.4.2", KongDeployment.Traditional, false, StrategyStanding.Impossible)]
    [InlineData("2.8.1", "2.8.5", KongDeployment.Traditional, false, StrategyStanding.Impossible)]
    public void For_BlueGreen_IsWhatTheGuideMakesOfIt(string from, string to, KongDeployment deployment, bool? second, StrategyStanding standing) =>
        For(from, to, deployment, second, false).Options.Single(o => o.Strategy is UpgradeStrategy.BlueGreen).Standing.Should().Be(standing);

    [Theory]
    [InlineData("3.4.3.26", "3.10.0.11", true)]
    [InlineData("2.8.5", "3.0.2", true)]
    [InlineData("3.8.1", "3.9.1", false)]
    public void For_FarSteps_SaysThatTheNewDocumentsEndTheWayBack(string from, string to, bool far) =>
        For(from, to, KongDeployment.Traditional, null, null).Options.Single(o => o.Strategy is UpgradeStrategy.BlueGreen).Why.Contains("ends the way back", StringComparison.Ordinal).Should().Be(far);

    [Fact]
    public void Options_InAnyCase_HaveTheBestFirst() => Each((path, advice) =>
    {
        if (path.Steps.Count == 0) { advice.Options.Should().BeEmpty(); return; }
        advice.Options.Select(o => o.Strategy).Should().BeEquivalentTo([UpgradeStrategy.DualCluster, UpgradeStrategy.InPlace, UpgradeStrategy.Rolling, UpgradeStrategy.BlueGreen]);
        advice.Options.Select(o => o.Standing is StrategyStanding.Unknown ? 2.5 : (double)o.Standing).Should().BeInAscendingOrder();
        advice.Options.Should().OnlyContain(o => o.Why.EndsWith('.'));
    });

    [Fact]
    public void BlueGreen_InAnyCase_IsNeverCalledAdvisedButBetweenPatches() => Each((path, advice) =>
    {
        if (advice.Options.Any(o => o is { Strategy: UpgradeStrategy.BlueGreen, Standing: StrategyStanding.Advised })) path.From.IsPatchUpgradeTo(path.To).Should().BeTrue();
    });

    [Fact]
    public void ThisLibrary_OfOneStep_SaysWhatBuildingAPlanWouldSay() => Each((path, advice) =>
    {
        if (path.Steps.Count != 1 || path.Circumstances.Deployment is KongDeployment.Unknown) return;
        UpgradePlanBuilder builder = UpgradePlan.CreateBuilder(path.From, path.To).AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a test").DeployedAs(path.Circumstances.Deployment);
        IReadOnlyList<string> problems = Problems(builder);
        if (problems.Count == 0) advice.ThisLibrary.Should().Be("This library plans it blue-green by default.");
        else if (path.Circumstances.Deployment is KongDeployment.DbLess || !path.Steps[0].IsBlueGreenPossible) advice.ThisLibrary.Should().StartWith("This library refuses to plan");
        else problems.Should().ContainSingle().Which.Should().Contain(advice.ThisLibrary.Contains("MajorJump", StringComparison.Ordinal) ? "UpgradeRisk.MajorJump" : "UpgradeRisk.MinorJump");
    });

    [Fact]
    public void Describe_BetweenPatches_BeginsWithWhatKongAdvises() =>
        For("3.9.0", "3.9.1", KongDeployment.Traditional, false, false).Describe().Should().Be("""
            3.9.0 → 3.9.1: Kong advises blue-green.
              blue-green: advised by Kong. Kong's blue-green guide advises it between patch versions where there are no resources for dual-cluster: no downtime and no second database. Kong's overview of upgrades still prefers in place, and calls its support limited.
              in place: not advised. The old cluster is shut down before the new one starts, and downtime is not acceptable here.
              dual-cluster: impossible. There are no resources for a second cluster with its own database.
              rolling: impossible. Rolling is for nodes without a database: in a traditional deployment every node needs the migrated one.
              This library plans it blue-green by default.

            """);

    [Fact]
    public void Describe_OfALongWay_SaysThatEachStepIsAPlanOfItsOwn() =>
        For("2.8.4.14", "3.10.0.11", KongDeployment.HybridControlPlane, true, null).Describe().Should()
            .StartWith("2.8.4.14 → 3.4.x → 3.10.0.11: Kong advises dual-cluster, then rolling.\n")
            .And.EndWith("  This library plans it blue-green only after AcknowledgeRisk(UpgradeRisk.MajorJump, reason) and AcknowledgeRisk(UpgradeRisk.MinorJump, reason), and the report keeps the reason. Each step is a plan of its own: finish it and take the old cluster away before the next.\n");

    [Theory]
    [InlineData("3.9.1", "3.9.0", "3.9.1 → 3.9.0: no path. There is nothing to advise on.\n  This library plans nothing here: there is no way that is known.\n")]
    [InlineData("3.8.1", "3.9.1", "3.8.1 → 3.9.1: what Kong advises depends on what is not known, or on what must give way.\n")]
    public void Describe_WithoutAdvice_SaysWhy(string from, string to, string text) => For(from, to, KongDeployment.Traditional, false, false).Describe().Should().StartWith(text);

    private static IReadOnlyList<string> Problems(UpgradePlanBuilder builder)
    {
        try
        {
            builder.Build();
            return [];
        }
        catch (InvalidUpgradePlanException failure)
        {
            return failure.Problems;
        }
    }

    private static StrategyAdvice For(string from, string to, KongDeployment deployment, bool? second, bool? downtime) =>
        StrategyAdvice.For(UpgradePath.Find(KongVersion.Parse(from), KongVersion.Parse(to), new() { Deployment = deployment, SecondDatabasePossible = second, DowntimeAcceptable = downtime }));

    private static void Each(Action<UpgradePath, StrategyAdvice> law)
    {
        KongVersion[] released = [.. KnownBranches.All.SelectMany(b => b.Released).SelectMany(r => new[] { r.First, r.Last }).Distinct()];
        Gen<bool?> answer = Gen.Int[0, 2].Select(i => i == 0 ? (bool?)null : i == 1);
        Gen.Select(Gen.Int[0, released.Length - 1], Gen.Int[0, released.Length - 1], Gen.Enum<KongDeployment>(), answer, answer).Sample((from, to, deployment, second, downtime) =>
        {
            UpgradePath path = UpgradePath.Find(released[from], released[to], new() { Deployment = deployment, SecondDatabasePossible = second, DowntimeAcceptable = downtime });
            law(path, StrategyAdvice.For(path));
        }, iter: 1000);
    }
}
