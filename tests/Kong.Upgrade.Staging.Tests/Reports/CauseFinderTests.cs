using Kong.Upgrade.Preflight.Catalogue;
using Kong.Upgrade.Staging.Reports;

namespace Kong.Upgrade.Staging.Tests.Reports;

/// <summary>What fails for one reason is one cause, named only as far as it is known.</summary>
public class CauseFinderTests
{
    private static readonly IReadOnlyList<BreakingChange> changes = BreakingChanges.Between(KongVersion.Parse("3.4.2"), KongVersion.Parse("3.9.1"));

    [Fact]
    public void Find_OnePluginThatOnlyFailuresHave_IsNamedWithAllItsSymptoms()
    {
        IReadOnlyList<StagingCause> causes = Find(Failed("a", "status 500 instead of 200", "plugin acme", "plugin cors"), Failed("b", "status 500 instead of 401", "plugin acme"), Passed("c", "plugin cors"));

        causes.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Area = "plugin acme", What = "status 500 instead of 200; status 500 instead of 401", Subjects = new[] { "route a", "route b" } });
        causes[0].Changes.Should().NotBeEmpty().And.OnlyContain(c => c.Area.Contains("acme", StringComparison.Ordinal) || c.Title.Contains("acme", StringComparison.Ordinal));
    }

    [Fact]
    public void Find_TwoPluginsThatAllFailuresHave_NamesNeitherAsTheCulprit()
    {
        StagingCause cause = Find(Failed("a", "status 500 instead of 200", "plugin acme", "plugin rate-limiting"), Failed("b", "status 500 instead of 200", "plugin rate-limiting", "plugin acme")).Should().ContainSingle().Which;

        cause.Should().BeEquivalentTo(new { Area = "answer", Shared = "plugin acme or plugin rate-limiting" });
        cause.Changes.Should().Contain(c => c.Area == "plugin acme").And.Contain(c => c.Area.StartsWith("plugin rate-limiting", StringComparison.Ordinal));
    }

    [Fact]
    public void Find_NothingInCommon_StandsAlone() =>
        Find(Failed("a", "header X is missing on green", "plugin acme"), Failed("b", "another route answers", "regex path"), Passed("c", "plugin acme")).Should().HaveCount(2).And.OnlyContain(c => c.Area == "answer");

    private static IReadOnlyList<StagingCause> Find(params StagedTest[] tests) => new CauseFinder(tests, 1, changes).Find();

    private static StagedTest Failed(string route, string what, params string[] traits) => new()
    {
        Name = route,
        Verdict = StagingVerdict.Failed,
        Evidence = "",
        Traits = traits,
        Findings = [new() { What = what, Area = "answer", Subject = "route " + route, Node = "green-1", Traits = traits }],
    };

    private static StagedTest Passed(string route, params string[] traits) => new() { Name = route, Verdict = StagingVerdict.Passed, Evidence = "", Traits = traits };
}
