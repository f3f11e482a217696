using Kong.Upgrade.Benchmarks.Judging.Results;
using Kong.Upgrade.Benchmarks.Judging.Worlds;

namespace Kong.Upgrade.Benchmarks.Judging;

/// <summary>Simulated upgrades, all of them repeatable: each run has a seed of its own.</summary>
internal sealed class JudgeBenchmark : IBenchmark
{
    public string Name => "judge";

    public string Question => $"""
        How often does the library's judge (default options) roll back a healthy green, how soon and after how many failed requests does it roll back a bad one, and how do others do? Simulated second by second with fixed seeds: 1000 requests a second, two nodes a side, stages of {string.Join(", ", Nulls.Clean.Stages)} %, 0.1 % failures on blue, unless a row says otherwise; scrapes each second, ours each 0.2 s while it is suspicious. {Contest.Ours.NullRuns} runs of ours in each world without a defect, {Contest.Ours.DefectRuns} in each with one; others have as many as their tables say. Stages: ours goes on when it accepts, at once; Flagger at its ticks, Argo, Envoy, mSPRT and the oracle by their clocks, Kayenta keeps 5 % until its last judgement.

        - Failed until the end: requests to green that were answered 500 to 599 until it was rolled back or the rollout was over. Within 3 h: the same (less what blue would have failed) when what was let through goes on failing until three hours after green's first share; of defects that fail nothing, all requests that green served meanwhile.
        - Bound: fewest requests to green on which any rule decides with false alarms of 1e-4 (Wald), at 5 %; strict: green no worse at all; tolerant: up to 1.25 times and 0.05 % (times: 0.1 %, refusals: 0.2 %). Ours is tolerant.
        - Required: fewer failed or spoilt requests than every rival, also than those marked †, which roll back more than 1 % of some kind of healthy green.
        - Flagger and Argo look at success ≥ 99 % (or as named) and p99 ≤ 500 ms, Kayenta at failures and p99 beside an equally large baseline. With an interval set, Argo retries a query without result at that interval (analysis.go), so three minutes without metrics do not stop it.
        - The oracle knows all rates of blue and green beforehand: nobody can; a reference, no rival.
        """;

    public bool HasRequirements => true;

    public Task<Figures> MeasureAsync()
    {
        NullTables nulls = NullTables.Measure();
        DefectTables defects = DefectTables.Measure();
        return Task.FromResult(nulls.Ours() with
        {
            Requirements = [.. nulls.Requirements(), .. defects.Requirements(nulls)],
            Further = [nulls.Rivals(), defects.Ours(), defects.Harm(nulls), defects.Details()],
        });
    }
}
