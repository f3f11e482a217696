using Kong.Upgrade.Preflight;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Tests;

public class DuplicateTargetsRuleTests
{
    [Theory]
    [InlineData("1.5", "1.5", FindingSeverity.Blocking, FindingCertainty.Certain)]
    [InlineData("1.5", "2.5", FindingSeverity.Serious, FindingCertainty.Certain)]
    [InlineData("\"2026-11-22T19:32:23.1+00:00\"", "\"2026-11-22T20:32:23.1+01:00\"", FindingSeverity.Blocking, FindingCertainty.Certain)]
    [InlineData("\"2026-11-22T19:32:23.1+00:00\"", "\"2026-11-22T19:32:23.2+00:00\"", FindingSeverity.Serious, FindingCertainty.Certain)]
    [InlineData("null", "1.5", FindingSeverity.Blocking, FindingCertainty.Suspected)]
    public void Rule_TwoAlike_BlocksWhereFinishWouldFail(string first, string second, FindingSeverity severity, FindingCertainty certainty)
    {
        PreflightFinding finding = Trial(Target("u1", first), Target("u1", second)).Find()!;
        (finding.Severity, finding.Certainty, finding.Count).Should().Be((severity, certainty, 1));
    }

    [Fact]
    public void Rule_TiesBelowTheNewest_DoNotBlock() => Trial(Target("u1", "1"), Target("u1", "1"), Target("u1", "2")).Find()!.Severity.Should().Be(FindingSeverity.Serious);

    [Fact]
    public void Rule_OneTieAmongMany_Blocks() => Trial(Target("u1", "1"), Target("u1", "2"), Target("u2", "1"), Target("u2", "1")).Find()!.Should().Match<PreflightFinding>(f => f.IsBlocking && f.Count == 2);

    [Fact]
    public void Rule_AFile_FindsNothing() => new RuleCase("300-20") { Origin = EntityOrigin.File }.With("targets", Target("u1", "1"), Target("u1", "1")).Find().Should().BeNull();

    private static RuleCase Trial(params string[] targets) => new RuleCase("300-20").With("targets", targets);

    private static string Target(string upstream, string made) => $$"""{ "id": "t", "upstream": { "id": "{{upstream}}" }, "target": "10.0.0.1:80", "created_at": {{made}} }""";
}
