using Kong.Upgrade.Preflight;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Tests;

public class RouteRegexRuleTests
{
    [Theory]
    [InlineData(@"/a(?=b)")]
    [InlineData(@"/a(?<!b)c")]
    [InlineData(@"/(a)\1")]
    [InlineData(@"/(?>a+)b")]
    [InlineData(@"/a\/b")]
    [InlineData(@"/a\hb")]
    [InlineData(@"/a\Z")]
    [InlineData(@"/\Qa+b\E")]
    [InlineData(@"/a{,3}")]
    [InlineData(@"/[\w-.]")]
    public void Rule_WhatWasSeenToBreak_IsFoundButDoesNotBlock(string path)
    {
        PreflightFinding finding = Trial(path).Find()!;
        finding.Subjects.Single().Value.Should().StartWith($"{path}: ").And.Contain("refuses it");
        (finding.Severity, finding.Certainty).Should().Be((FindingSeverity.Serious, FindingCertainty.Certain));
    }

    [Theory]
    [InlineData(@"/[a-z&&[^b]]")]
    [InlineData(@"/a|/b")]
    public void Rule_WhatIsReadDifferently_IsFoundWithAPathThatShowsIt(string path) =>
        Trial(path).Find()!.Subjects.Single().Value.Should().MatchRegex("matches /[^ ]*, .* does not");

    [Fact]
    public void Rule_WhatCannotBeTried_IsSuspected() => Trial(@"/a\?b").Find()!.Certainty.Should().Be(FindingCertainty.Suspected, "no path holds a question mark, so nothing could be compared");

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
