using Kong.Upgrade.Benchmarks.Judging.Bounds;
using Kong.Upgrade.Benchmarks.Judging.Results;
using Kong.Upgrade.Benchmarks.Judging.Worlds;

namespace Kong.Upgrade.Benchmarks.Judging;

/// <summary>Bad greens: who notices, how soon, and what users pay.</summary>
internal sealed class DefectTables(IReadOnlyList<Scenario> scenarios, IReadOnlyDictionary<(string Scenario, string Rule), Endings> all)
{
    private const double TimesTheBound = 3;

    public static DefectTables Measure() => new(Defects.Every, Measured.Of(Defects.Every, c => c.DefectRuns));

    public Figures Ours() => new(["Green", "Rolled back", "Time since onset, median / p95", "Requests to green since onset, mean / median / p95", "Bound strict / tolerant", "Mean by bound strict / tolerant", "Oracle, mean requests"],
        [.. scenarios.Select(Row)], [])
    { Title = "Bad greens: ours and the bound" };

    public Figures Harm(NullTables nulls) => new(["Green", Contest.Ours.Name, .. Contest.Others.Select(c => $"{c.Name} ({c.DefectRuns}){(c.IsRival && nulls.IsTriggerHappy(c) ? " †" : "")}")],
        [.. scenarios.Select(s => (string[])[s.Name, .. Everybody.Select(c => Texts.Number(Of(s, c).Mean(e => e.Harm)))])], [])
    { Title = "Failed or spoilt requests within 3 h, mean († rolls back more than 1 % of some healthy green)" };

    public Figures Details() => new(["Green", "Rule", "Rolled back", "Time since onset, median / p95", "Requests to green since onset, median / p95", "Failed until the end, mean / p95", "Of these above blue's rate, mean"],
        [.. scenarios.SelectMany(s => Everybody.Select(c => Row(s, c)))], [])
    { Title = "Bad greens: everybody" };

    public IEnumerable<Requirement> Requirements(NullTables nulls) => scenarios.Where(Defects.Bounded.Contains).Select(Soon).Concat(scenarios.Select(s => Cheap(s, nulls)));

    private Requirement Soon(Scenario scenario) =>
        new($"{scenario.Name}: mean requests to green until rollback, in 3 bounds and a scrape", Of(scenario, Contest.Ours).Mean(e => e.SinceOnset), TimesTheBound * Bound.Of(scenario).Tolerant + scenario.Rate * scenario.Stages[0] / 100, "requests");

    // Who rolls back healthy greens finds bad ones sooner, and is compared with all the same: it is marked.
    private Requirement Cheap(Scenario scenario, NullTables nulls)
    {
        Contest best = Contest.Others.Where(c => c.IsRival).MinBy(c => Of(scenario, c).Mean(e => e.Harm))!;
        return new($"{scenario.Name}: failed or spoilt within 3 h, fewer than {best.Name}{(nulls.IsTriggerHappy(best) ? " †" : "")}", Of(scenario, Contest.Ours).Mean(e => e.Harm), Of(scenario, best).Mean(e => e.Harm), "requests");
    }

    private static IEnumerable<Contest> Everybody => Contest.Others.Prepend(Contest.Ours);

    private Endings Of(Scenario scenario, Contest contest) => all[(scenario.Name, contest.Name)];

    private string[] Row(Scenario scenario)
    {
        (Endings ours, Endings oracle, Bound bound) = (Of(scenario, Contest.Ours), Of(scenario, Contest.Others[^1]), Bound.Of(scenario));
        double mean = ours.Mean(RuleDecision.RollBack, e => e.SinceOnset);
        return
        [
            scenario.Name, Texts.Percent(ours.Part), Time(scenario, ours),
            Texts.Of($"{Texts.Number(mean)} / {Texts.Pair(ours.Quantile(RuleDecision.RollBack, 0.5, e => e.SinceOnset), ours.Quantile(RuleDecision.RollBack, 0.95, e => e.SinceOnset), "")}"),
            Texts.Pair(bound.Strict, bound.Tolerant, ""), Texts.Pair(mean / bound.Strict, mean / bound.Tolerant, ""), Texts.Number(oracle.Mean(RuleDecision.RollBack, e => e.SinceOnset)),
        ];
    }

    private string[] Row(Scenario scenario, Contest contest)
    {
        Endings endings = Of(scenario, contest);
        return
        [
            scenario.Name, contest.Name, Texts.Percent(endings.Part), Time(scenario, endings),
            Texts.Pair(endings.Quantile(RuleDecision.RollBack, 0.5, e => e.SinceOnset), endings.Quantile(RuleDecision.RollBack, 0.95, e => e.SinceOnset), ""),
            Texts.Pair(endings.Mean(e => e.Failed), endings.Quantile(0.95, e => e.Failed), ""), Texts.Number(endings.Mean(e => e.Excess)),
        ];
    }

    private static string Time(Scenario scenario, Endings endings) =>
        Texts.Pair(endings.Quantile(RuleDecision.RollBack, 0.5, e => e.Second) - scenario.Onset, endings.Quantile(RuleDecision.RollBack, 0.95, e => e.Second) - scenario.Onset, "s");
}
