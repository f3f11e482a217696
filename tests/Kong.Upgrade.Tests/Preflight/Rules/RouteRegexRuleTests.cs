using Kong.Upgrade.Preflight;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Tests;

public class RouteRegexRuleTests
{
    [Theory]
    [InlineData(@"/a(?=b)", "look-around")]
    [InlineData(@"/a(?<!b)c", "look-around")]
    [InlineData(@"/(a)\1", "back-reference")]
    [InlineData(@"/(?>a+)b", "atomic group")]
    [InlineData(@"/a\/b", @"escape \/")]
    [InlineData(@"/a\hb", @"escape \h")]
    [InlineData(@"/a\Z", @"escape \Z")]
    [InlineData(@"/\Qa+b\E", @"escape \Q")]
    [InlineData(@"/a{,3}", "repetition without a lower bound")]
    [InlineData(@"/[a-z&&[^b]]", "&& in a class")]
    public void Rule_WhatWasSeenToBreak_IsSuspectedButDoesNotBlock(string path, string trouble)
    {
        PreflightFinding finding = Trial(path).Find()!;
        (finding.Subjects.Single().Value, finding.Severity, finding.Certainty).Should().Be(($"{path}: {trouble}", FindingSeverity.Serious, FindingCertainty.Suspected));
    }

    [Theory]
    [InlineData(@"/items/\d++")]
    [InlineData(@"/(?<id>\d+)$")]
    [InlineData(@"/(?:a|b)")]
    [InlineData(@"/a\\1")]
    [InlineData(@"/a&&b")]
    [InlineData(@"/[(?=]+")]
    [InlineData(@"/a{2,3}")]
    [InlineData(@"/plain")]
    public void Rule_WhatBothUnderstand_IsLeftAlone(string path) => Trial(path).Find().Should().BeNull();

    [Fact]
    public void Rule_OldRouterOnGreen_FindsNothing() =>
        new RuleCase("300-03") { Conf = [], GreenConf = ["router_flavor = traditional"] }.Routes(Route("/a(?=b)")).Find().Should().BeNull();

    [Fact]
    public void Rule_ConvertedFile_LooksAtMarkedPathsOnly() =>
        new RuleCase("300-03") { Origin = EntityOrigin.File }.Routes(Route("~/a(?=b)", "marked")).Names().Should().Equal("marked");

    [Fact]
    public void MigrationStops_RegexOnlyReadDifferently_FindsNothing() =>
        (new RuleCase("310-08", "2.8.4.3", "3.4.3.1").Routes(Route("/[a-z&&[^b]]")).Find(), new RuleCase("310-08", "2.8.4.3", "3.4.3.1").Routes(Route("/a(?=b)")).Find()?.IsBlocking).Should().Be((null, true));

    private static RuleCase Trial(string path) => new RuleCase("300-03").Routes(Route(path));

    private static string Route(string path, string name = "r") => $$"""{ "id": "1", "name": "{{name}}", "paths": [{{System.Text.Json.JsonSerializer.Serialize(path)}}] }""";
}
