using Kong.Upgrade.Preflight;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Preflight;

public class RoutesUpdatedAtRuleTests(PostgresServer server)
{
    [Theory]
    [InlineData("3.4.2", "3.9.1", FindingSeverity.Blocking)]
    [InlineData("3.4.2", "3.8.1", FindingSeverity.Warning)]
    public async Task Route_WithoutUpdatedAt_IsFoundAndTheRemedyHelps(string from, string to, FindingSeverity severity)
    {
        await using KongDatabase owner = await server.RestoreAsync(Dumps.Before342);
        RoutesUpdatedAtRule rule = new(owner);
        (await rule.EvaluateAsync(FactsOf.Upgrade(from, to), default)).Should().BeEmpty("the recorded routes are all well");
        await server.ExecuteAsync(owner.Name, "UPDATE routes SET updated_at = NULL WHERE id = (SELECT min(id::text)::uuid FROM routes)");
        PreflightFinding finding = (await rule.EvaluateAsync(FactsOf.Upgrade(from, to), default)).Should().ContainSingle().Which;
        finding.Severity.Should().Be(severity);
        finding.What.Should().Contain("1 routes").And.Contain(await server.ScalarAsync<string>(owner.Name, "SELECT min(id::text) FROM routes"));
        await server.ExecuteAsync(owner.Name, finding.Remedy[(finding.Remedy.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimEnd('.'));
        (await rule.EvaluateAsync(FactsOf.Upgrade(from, to), default)).Should().BeEmpty();
    }

    [Fact]
    public async Task Versions_ThatServeSuchRoutes_AreNotAsked()
    {
        await using KongDatabase owner = await server.RestoreAsync(Dumps.Before285);
        await server.ExecuteAsync(owner.Name, "UPDATE routes SET updated_at = NULL");
        (await new RoutesUpdatedAtRule(owner).EvaluateAsync(FactsOf.Upgrade("2.8.5", "3.4.2"), default)).Should().BeEmpty();
    }
}
