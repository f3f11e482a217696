using Kong.Upgrade.Benchmarks.Judging.Results;
using Kong.Upgrade.Benchmarks.Judging.Worlds;

namespace Kong.Upgrade.Benchmarks.Judging;

/// <summary>Healthy greens: who rolls them back.</summary>
internal sealed class NullTables(IReadOnlyList<Scenario> scenarios, IReadOnlyDictionary<(string Scenario, string Rule), Endings> all)
{
    private const double Alpha = 1e-4, CleanMinutes = 6;

    /// <summary>A rule that rolls back more than one healthy green in a hundred of any kind is trigger-happy.</summary>
    private const double TriggerHappy = 0.01;

    public static NullTables Measure() => new(Nulls.All, Measured.Of(Nulls.All, c => c.NullRuns));

    public bool IsTriggerHappy(Contest contest) => scenarios.Any(s => all[(s.Name, contest.Name)].Part > TriggerHappy);

    public Figures Ours() => new(["Healthy green, and", "Runs", "False rollbacks", "95 % interval (Clopper–Pearson)", "Finished", "Time to finish, median / p95", "Undecided"], [.. scenarios.Select(Row)], []) { Title = "False rollbacks of ours" };

    public Figures Rivals() => new(["Healthy green, and", .. Others.Select(c => $"{c.Name} ({c.NullRuns})")],
        [.. scenarios.Select(s => (string[])[s.Name, .. Others.Select(c => Texts.Percent(all[(s.Name, c.Name)].Part))])], [])
    { Title = "False rollbacks of others (runs of each)" };

    public IEnumerable<Requirement> Requirements()
    {
        // None in a few hundred runs is no proof of one in ten thousand.
        yield return new("runs of ours in each world without a defect, the fewest", scenarios.Min(s => Of(s).Runs), 9_999, "runs") { IsFloor = true };
        foreach (Scenario scenario in scenarios)
        {
            Endings ours = Of(scenario);
            yield return new(Texts.Of($"false rollbacks, {scenario.Name} ({ours.RolledBack} of {ours.Runs}, upper bound {ours.Interval.Upper:0.#####})"), ours.RolledBack, Math.Floor(Alpha * ours.Runs) + 1, $"of {ours.Runs} upgrades");
        }
        yield return new("clean ramp at 1000 requests a second, p95", Of(Nulls.Clean).Quantile(RuleDecision.Promote, 0.95, e => e.Second) / 60, CleanMinutes, "min");
    }

    private static IEnumerable<Contest> Others => Contest.Others.Where(c => c.NullRuns > 0);

    private Endings Of(Scenario scenario) => all[(scenario.Name, Contest.Ours.Name)];

    private string[] Row(Scenario scenario)
    {
        Endings ours = Of(scenario);
        return
        [
            scenario.Name, Texts.Of($"{ours.Runs}"), Texts.Of($"{ours.RolledBack}"), Texts.Of($"{ours.Interval.Lower:0.#####} .. {ours.Interval.Upper:0.#####}"), Texts.Percent(ours.Finished / (double)ours.Runs),
            Texts.Pair(ours.Quantile(RuleDecision.Promote, 0.5, e => e.Second), ours.Quantile(RuleDecision.Promote, 0.95, e => e.Second), "s"), Texts.Percent((ours.Runs - ours.Finished - ours.RolledBack) / (double)ours.Runs),
        ];
    }
}
