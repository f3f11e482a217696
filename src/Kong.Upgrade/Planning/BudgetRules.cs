using System.Globalization;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Planning;

/// <summary>What expected traffic, a budget of failed requests and a minimum of requests must be, and whether the stages keep the budget.</summary>
internal static class BudgetRules
{
    private const long MostRequests = 1_000_000_000_000;

    public static IEnumerable<string> Problems(PlanDraft draft)
    {
        string[] values = [.. Values(draft)];
        return values.Length > 0 || draft.FailedRequests is not { } budget ? values : Kept(draft, budget);
    }

    private static IEnumerable<string> Values(PlanDraft draft)
    {
        if (draft.Traffic is { } traffic && !ForecastTraffic.IsTraffic(traffic))
            yield return Text($"ExpectTraffic({traffic}): the traffic must be more than 0 and at most {ForecastTraffic.MostRequestsPerSecond:#,0} requests a second. Write what blue answers now, such as ExpectTraffic(200).");
        if (draft.MinimumRequests is < 0 or > MostRequests) yield return Text($"MinimumRequests({draft.MinimumRequests}): a stage can wait for 0 to {MostRequests:#,0} requests. Write for example MinimumRequests(1000).");
        if (draft.FailedRequests is not { } budget) yield break;
        string call = Text($"AtMostFailedRequests({budget})");
        if (budget < 1) yield return $"{call}: a budget of failed requests is at least 1, for a fault that nobody meets is not seen. Write for example AtMostFailedRequests(50).";
        if (!IsShare(draft.SmallestPercent)) yield return Text($"AtMostFailedRequests({budget}, {draft.SmallestPercent}): the smallest share is in percent, at least 0.0001 and at most 50. Write what the balancer can give, such as 0.1.");
        if (draft.Traffic is null) yield return $"{call}: how many requests fail depends on how many come. Call ExpectTraffic(…) too.";
        if (draft.Judge is null) yield return $"{call}: how many requests a decision takes can only be said of the judge, and the plan has simple gates only. Add Gate(Gate.Judge()), or leave the budget out.";
    }

    private static bool IsShare(double percent) => percent is > 0 and <= 50 && TrafficShare.FromPercent(percent) > TrafficShare.AllBlue;

    private static IEnumerable<string> Kept(PlanDraft draft, int budget)
    {
        if (draft.GivenStages is null)
        {
            if (draft.BudgetStages() is (_, { } problem))
                yield return Text($"AtMostFailedRequests({budget}): no stages keep that at {draft.Traffic} requests a second: {problem}. Allow more, or name a smaller smallest share if the balancer can give it: AtMostFailedRequests({budget}, smallestPercent: …), or let a small share prove more (JudgeOptions.AcceptedHarm).");
        }
        else if (!StageRules.Problems(draft.GivenStages).Any())
            foreach (string problem in Broken(draft, budget, [.. draft.GivenStages.Select(TrafficShare.FromPercent)])) yield return problem;
    }

    private static IEnumerable<string> Broken(PlanDraft draft, int budget, TrafficShare[] stages)
    {
        StageMath math = draft.Math()!;
        for (int i = 0; i < stages.Length; i++)
        {
            double? before = i == 0 ? null : stages[i - 1].Fraction;
            double defect = math.WorstDefect(before);
            if (!math.CanTell(defect, before, i + 1, budget)) continue;
            double cost = math.Notice(stages[i].Fraction, i + 1, defect).FailedRequests;
            if (cost > budget) yield return Problem(draft, budget, stages[i], i == 0 ? "everything" : $"{ForecastWords.Rate(defect)} of its requests, which {stages[i - 1]} does not rule out,", cost);
        }
    }

    private static string Problem(PlanDraft draft, int budget, TrafficShare stage, string what, double cost) =>
        Text($"DivertInStages({string.Join(", ", draft.GivenStages!.Select(s => s.ToString(CultureInfo.InvariantCulture)))}): at {stage} of {draft.Traffic} requests a second a green that fails {what} costs {Costs(cost)}; AtMostFailedRequests allows {budget}. ")
        + "Leave DivertInStages out, and the stages are computed, or allow more.";

    private static string Costs(double cost) => double.IsInfinity(cost) ? "more and more requests, for it is not noticed" : $"about {ForecastWords.Count(cost)} failed requests until traffic is back on blue";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
