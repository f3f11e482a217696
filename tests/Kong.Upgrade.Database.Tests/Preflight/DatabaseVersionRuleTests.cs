using Kong.Upgrade.Preflight;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Preflight;

public class DatabaseVersionRuleTests(PostgresServer server)
{
    [Theory]
    [InlineData("2.8.5", 15, new[] { true })]
    [InlineData("2.8.5", 16, new[] { false })]
    [InlineData("3.3.1", 11, new[] { false })]
    [InlineData("3.4.2", 16, new[] { true, true })]
    [InlineData("3.8.1", 17, new[] { false, false })]
    [InlineData("3.9.1", 12, new[] { true, false })]
    [InlineData("3.9.1", 13, new[] { true, true })]
    [InlineData("3.9.1", 17, new[] { false, true })]
    [InlineData("3.14.0.0", 17, new[] { true })]
    [InlineData("2.7.0", 12, new bool[0])]
    [InlineData("4.0.0", 17, new bool[0])]
    public void Support_OfAPair_IsWhatTheDocumentsSay(string kong, int postgres, bool[] answers) =>
        PostgresSupport.Ask(KongVersion.Parse(kong), postgres).Should().Equal(answers);

    [Fact]
    public async Task Rule_OnThisServer_SaysWhatTheTableSays()
    {
        await using KongDatabase owner = await server.CreateAsync();
        int major = await server.ScalarAsync<int>("postgres", "SELECT current_setting('server_version_num')::int / 10000");
        IReadOnlyList<PreflightFinding> findings = await new DatabaseVersionRule(owner, owner).EvaluateAsync(FactsOf.Upgrade("2.8.5", "3.9.1"), default);
        int expected = new[] { "2.8.5", "3.9.1" }.Count(kong => PostgresSupport.Ask(KongVersion.Parse(kong), major).Contains(false));
        findings.Count(f => f.Severity == FindingSeverity.Warning).Should().Be(expected);
        findings.Should().Contain(f => f.What.Contains("scram-sha-256", StringComparison.Ordinal), "2.8 may not know it");
        findings.Should().NotContain(f => f.Severity == FindingSeverity.Blocking);
    }

    [Fact]
    public async Task Role_ThatCannotLogIn_IsBlocking()
    {
        await using KongDatabase owner = await server.CreateAsync(), wrong = owner.As("kong", "wrong");
        (await new DatabaseVersionRule(owner, wrong).EvaluateAsync(FactsOf.Upgrade("3.9.0", "3.9.1"), default))
            .Where(f => f.Severity == FindingSeverity.Blocking).Should().ContainSingle().Which.Remedy.Should().Contain("password authentication failed").And.NotContain("wrong\"");
    }
}
