using System.Text.Json;
using Kong.Upgrade.Preflight;

namespace Kong.Upgrade.Tests;

public class RouteOverlapRuleTests
{
    [Theory]
    [InlineData(@"/users/\d+", @"/users/\d+/orders")]
    [InlineData(@"/users/[^/]+", @"/users/(?<id>\d+)$")]
    [InlineData(@"/a/.*", @"/a/\d+/x")]
    [InlineData(@"/\w+/x", @"/users/\w+")]
    [InlineData(@"/v(1|2)/x", @"/v\d/x")]
    [InlineData(@"/a/\d+/order", @"/a/\d+/orders")]
    [InlineData(@"/a/b?c", @"/a/c+")]
    [InlineData(@"/a/[^x]+/b", @"/a/\d+/c")]
    public void Rule_RegexesThatOnePathSuits_NamesOneOfTheTwo(string one, string other)
    {
        PreflightFinding finding = Regexes(one, other).Find()!;
        (finding.Count, finding.Certainty).Should().Be((1, FindingCertainty.Suspected));
    }

    [Theory]
    [InlineData(@"/users/\d+/orders", @"/users/\d+/items")]
    [InlineData(@"/users/\d+$", @"/users/\d+/items")]
    [InlineData(@"/a/[^/]+/b$", @"/a/[^/]+/c$")]
    [InlineData(@"/users/(\d+)", @"/users/me/\w+")]
    [InlineData(@"/v(1|2)/x", @"/users/\d+")]
    [InlineData(@"/users/\d+", @"/items/\d+")]
    [InlineData(@"/users/\d+", @"/users/me")]
    public void Rule_RegexesThatNoPathSuits_FindsNothing(string one, string other) => Regexes(one, other).Find().Should().BeNull();

    [Theory]
    [InlineData("\"regex_priority\": 5")]
    [InlineData("\"hosts\": [\"a.local\"]")]
    [InlineData("\"methods\": [\"GET\"]")]
    public void Rule_OneRegexGoesFirstForAnotherReason_FindsNothing(string more) =>
        new RuleCase("300-07") { Conf = [] }.Routes(Route("a", $$"""
            "paths": ["/a/\\d+"], {{more}}
            """), Route("b", """
            "paths": ["/a/\\w+"]
            """)).Find().Should().BeNull();

    [Theory]
    [InlineData("\"hosts\": [\"a.local\"]", "\"hosts\": [\"b.local\"]", 0)]
    [InlineData("\"hosts\": [\"a.local\", \"b.local\"]", "\"hosts\": [\"b.local\"]", 1)]
    [InlineData("\"methods\": [\"GET\"]", "\"methods\": [\"POST\"]", 0)]
    [InlineData("\"methods\": [\"GET\", \"POST\"]", "\"methods\": [\"POST\"]", 1)]
    [InlineData("\"protocols\": [\"http\"]", "\"protocols\": [\"https\"]", 0)]
    public void Rule_TwoRegexes_CountOnlyWhereOneRequestSuitsBoth(string one, string other, int found) =>
        new RuleCase("300-07") { Conf = [] }.Routes(Route("a", $$"""
            "paths": ["/a/\\d+"], {{one}}
            """), Route("b", $$"""
            "paths": ["/a/\\w+"], {{other}}
            """)).Names().Should().HaveCount(found);

    [Fact]
    public void Rule_RoutesMadeAtTheSameTime_SaysThatBluesChoiceIsLuck() =>
        new RuleCase("300-07") { Conf = [] }.Routes(Route("a", """
            "paths": ["/a/\\d+"], "created_at": 1795375943
            """), Route("b", """
            "paths": ["/a/\\w+"], "created_at": 1795375943
            """)).Values().Single().Should().Contain("made at the same time");

    [Fact]
    public void Rule_HostsBesideMethodsAndPaths_NamesTheRouteWithHosts() =>
        new RuleCase("300-07") { Conf = [] }.Routes(Route("by-host", "\"hosts\": [\"a.local\"]"), Route("by-path", "\"methods\": [\"GET\"], \"paths\": [\"/a\"]")).Names().Should().Equal("by-host");

    [Fact]
    public void Rule_ManyRoutesWithHosts_CountsAllAndKeepsSome()
    {
        string[] routes = [.. Enumerable.Range(0, 3_000).Select(i => Route($"h{i}", $"\"hosts\": [\"h{i}.local\"]")), Route("by-path", "\"methods\": [\"GET\"], \"paths\": [\"/a\"]")];
        PreflightFinding finding = new RuleCase("300-07") { Conf = [] }.Routes(routes).Find()!;
        (finding.Count, finding.Subjects.Count).Should().Be((3_000, 100));
    }

    [Theory]
    [InlineData("\"hosts\": [\"a.local\"], \"paths\": [\"/b\"]")]
    [InlineData("\"paths\": [\"/b\"]")]
    public void Rule_HostsBesideOtherKinds_FindsNothing(string other) =>
        new RuleCase("300-07") { Conf = [] }.Routes(Route("by-host", "\"hosts\": [\"a.local\"]"), Route("other", other)).Find().Should().BeNull();

    [Theory]
    [InlineData("\"x-a\": [\"1\"]", "\"x-b\": [\"1\"]", 1)]
    [InlineData("\"x-a\": [\"1\"]", "\"x-a\": [\"1\", \"2\"]", 1)]
    [InlineData("\"x-a\": [\"1\"]", "\"x-a\": [\"2\"]", 0)]
    [InlineData("\"x-a\": [\"1\"]", "\"x-a\": [\"~*^[0-9]$\"]", 1)]
    public void Rule_HeadersWithPathsOfDifferentLengths_CountWhereBothCanBeSent(string one, string other, int found) =>
        new RuleCase("300-07") { Conf = [] }.Routes(
            Route("short", $$"""
                "paths": ["/a"], "headers": { {{one}} }
                """),
            Route("long", $$"""
                "paths": ["/a/b"], "headers": { {{other}} }
                """)).Names().Should().HaveCount(found);

    [Fact]
    public void Rule_HeadersWithTheSamePath_FindsNothing() =>
        new RuleCase("300-07") { Conf = [] }.Routes(Route("a", """
            "paths": ["/a"], "headers": { "x-a": ["1"] }
            """), Route("b", """
            "paths": ["/a"], "headers": { "x-b": ["1"] }
            """)).Find().Should().BeNull();

    [Fact]
    public void Rule_SeveralPathsInOneRoute_CountOnlyBefore33()
    {
        string route = Route("r", "\"paths\": [\"/a\", \"/a/long/one\"]");
        (new RuleCase("300-07", "2.8.5", "3.2.2") { Conf = [] }.Routes(route).Names().Count(), new RuleCase("300-07", "2.8.5", "3.3.0") { Conf = [] }.Routes(route).Names().Count()).Should().Be((1, 0));
    }

    [Fact]
    public void Rule_OldRouterOnGreen_FindsNothing() => new RuleCase("300-07") { Conf = ["router_flavor = traditional"] }.Routes(Route("a", "\"paths\": [\"/a/\\\\d+\"]"), Route("b", "\"paths\": [\"/a/\\\\w+\"]")).Find().Should().BeNull();

    private static RuleCase Regexes(params string[] regexes) =>
        new RuleCase("300-07") { Conf = [] }.Routes([.. regexes.Select((r, i) => Route($"r{i}", $"\"paths\": [{JsonSerializer.Serialize(r)}]"))]);

    private static string Route(string name, string fields) => $$"""{ "id": "id-{{name}}", "name": "{{name}}", {{fields}} }""";
}
