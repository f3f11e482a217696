using Kong.Upgrade.Benchmarks.Judging;
using Kong.Upgrade.Benchmarks.Judging.Results;
using Kong.Upgrade.Benchmarks.Judging.Worlds;

namespace Kong.Upgrade.Benchmarks.Tests.Judging;

public class TableTests
{
    private static readonly Scenario[] healthy = [Nulls.Clean], bad = [Defects.All100];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Requirements_OfAFewRuns_CompareWithAllAndMarkTheTriggerHappy(bool othersRollBack)
    {
        Ending rolledBack = new(RuleDecision.RollBack, 2, 100, 100, 100, 100), finished = new(RuleDecision.Promote, 300, 2000, 2000, 2000, 5000);
        NullTables nulls = new(healthy, Of(healthy[0], c => c == Contest.Ours || !othersRollBack ? finished : rolledBack));
        DefectTables defects = new(bad, Of(bad[0], c => c == Contest.Ours ? rolledBack : finished));
        Requirement[] all = [.. nulls.Requirements(), .. defects.Requirements(nulls)];
        all.Select(r => r.IsMet).Should().Equal(false, true, true, false, true);
        all[0].Should().BeEquivalentTo(new { IsFloor = true, Figure = 2d, Limit = 9_999d });
        all[3].Limit.Should().BeApproximately(3 * 2.527 + 50, 0.01);
        all[4].What.EndsWith('†').Should().Be(othersRollBack);
        nulls.Ours().Rows.Should().ContainSingle().Which[2].Should().Be("0");
        defects.Harm(nulls).Head.Count(h => h.EndsWith('†')).Should().Be(othersRollBack ? Contest.Others.Count(c => c.IsRival) : 0);
        new[] { nulls.Rivals(), defects.Ours(), defects.Details() }.Should().AllSatisfy(f => f.Markdown().Should().StartWith($"## {f.Title}"));
    }

    private static Dictionary<(string, string), Endings> Of(Scenario scenario, Func<Contest, Ending> ending) =>
        Contest.Others.Prepend(Contest.Ours).ToDictionary(c => (scenario.Name, c.Name), c => new Endings([ending(c), ending(c)]));
}
