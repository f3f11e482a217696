using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Preflight.Entities;
using static Kong.Upgrade.Clusters.Tests.AdminApi.ScriptedAdmin;

namespace Kong.Upgrade.Clusters.Tests.AdminApi;

/// <summary>What an evaluation asks of nodes: who they are, which data planes they know, and what green's schemas say.</summary>
public class EvaluatedNodesTests
{
    private const string Blue = """{"version":"3.4.2","node_id":"b1","configuration":{"database":"postgres"},"plugins":{"available_on_server":{},"enabled_in_cluster":[]}}""";

    [Fact]
    public async Task DataPlanes_OfAControlPlane_AreWeighedWithTheirNames()
    {
        using ScriptedAdmin blue = new(r => r.Url!.AbsolutePath switch
        {
            "/" => Json(Blue),
            "/clustering/data-planes" => Rows("""{"id":"1","hostname":"dp-old","version":"2.8.1"},{"id":"2","hostname":"dp-fine","version":"3.4.2"}"""),
            _ => null,
        });
        PreflightReport report = await EvaluateAsync(new() { BlueNodes = [Api(blue)], Entities = new Entities(EntityOrigin.Database) }, KongDeployment.HybridControlPlane);
        PreflightFinding refused = report.Findings.Single(f => f.Id == "hybrid-300-56");
        (refused.IsBlocking, refused.Subjects.Single().Name).Should().Be((true, "dp-old"));
        report.Sources.Should().Contain(s => s.Name == "data planes" && s.IsRead);
    }

    [Fact]
    public async Task DataPlanes_ThatCannotBeRead_AreInTheWay()
    {
        using ScriptedAdmin blue = new(r => r.Url!.AbsolutePath == "/" ? Json(Blue) : Json("{}", 403));
        PreflightReport report = await EvaluateAsync(new() { BlueNodes = [Api(blue)] }, KongDeployment.HybridControlPlane);
        report.Sources.Single(s => s.Name == "data planes").Trouble.Should().Contain("403");
        report.IsBlocked.Should().BeTrue();
    }

    [Theory]
    [InlineData("""{"version":"3.5.0","configuration":{}}""", "says version '3.5.0' instead of 3.4.2")]
    [InlineData("""{"hello":"world"}""", "is not Kong's Admin API")]
    [InlineData("<html>login</html>", "cannot be used")]
    public async Task Node_ThatIsNotWhatItIsTakenFor_IsNotRead(string root, string trouble)
    {
        using ScriptedAdmin other = new(_ => new(200, root, root[0] == '<' ? "text/html" : "application/json"));
        PreflightReport report = await EvaluateAsync(new() { BlueNodes = [Api(other)] });
        report.Sources.Single().Trouble.Should().Contain(trouble);
        report.Findings.Single(f => f.Id == "source-unread").IsBlocking.Should().BeTrue();
    }

    [Fact]
    public async Task DryRun_ThatGreenRefuses_IsAFindingThatDoesNotBlock()
    {
        using ScriptedAdmin green = new(r => r.Url!.AbsolutePath switch
        {
            "/schemas/plugins/validate" => Json("""{"code":2,"name":"schema violation","message":"schema violation (config.generator: required field missing)","fields":{"config":{"generator":"required field missing"}}}""", 400),
            "/schemas/routes/validate" => Json("""{"message":"schema validation successful"}"""),
            _ => null,
        });
        Entities entities = new(EntityOrigin.File, ("routes", """{ "name": "a", "paths": ["/a"] }"""), ("plugins", """{ "name": "correlation-id", "config": { "generator": null } }"""));
        PreflightReport report = await EvaluateAsync(new() { GreenNodes = [Api(green)], Entities = entities, DryRunOnGreen = true });
        PreflightFinding refused = report.Findings.Single(f => f.Id == "green-refuses");
        (refused.Certainty, refused.IsBlocking, refused.Subjects.Single().Name).Should().Be((FindingCertainty.Suspected, false, "correlation-id"));
        report.Sources.Single(s => s.Name == "dry run on green").Read.Should().Contain("validated 2 of 2 entities");
    }

    [Fact]
    public async Task DryRun_WithoutANode_IsASourceThatWasNotRead() =>
        (await EvaluateAsync(new() { Entities = new Entities(EntityOrigin.Database), DryRunOnGreen = true })).Sources.Single(s => s.Name == "dry run on green").Trouble.Should().Contain("GreenNodes");

    private static AdminApiOptions Api(ScriptedAdmin admin) => new() { Address = admin.Address, RetryDelay = TimeSpan.FromMilliseconds(1) };

    private static Task<PreflightReport> EvaluateAsync(KongPreflightSetup setup, KongDeployment deployment = KongDeployment.Traditional) => new KongPreflight(setup).EvaluateAsync(
        UpgradePlan.CreateBuilder("3.4.2", "3.9.1").DeployedAs(deployment).AcknowledgeRisk(UpgradeRisk.MinorJump, "a test").AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a test").Build(), TestContext.Current.CancellationToken);
}
