using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Planning;

/// <summary>Stages that keep a budget of failed requests: a first one so small that a green which fails everything costs no more, then as large steps as the worst defect that is still possible allows.</summary>
internal sealed class BudgetStages(StageMath math, int budget, TrafficShare smallest)
{
    // A fault that only shows under load is met at steps no steeper than the usual ones, and with blue beside it once more before there is none.
    private const int SteepestStep = 5, MostStages = 20;
    private static readonly TrafficShare lastBeside = TrafficShare.FromPercent(50);

    private readonly List<TrafficShare> stages = [];

    public IReadOnlyList<TrafficShare> Stages => stages;

    /// <returns>What is in the way; <see langword="null"/> when there are stages.</returns>
    public string? Find()
    {
        while (stages.Count < MostStages)
        {
            if (Next() is { } problem) return problem;
            if (stages[^1] == TrafficShare.AllGreen) return null;
        }
        return $"it would take more than {MostStages} stages";
    }

    private string? Next()
    {
        TrafficShare? before = stages.Count > 0 ? stages[^1] : null;
        (int least, int most) = Range(before);
        double defect = math.WorstDefect(before?.Fraction);
        if (!math.CanTell(defect, before?.Fraction, stages.Count + 1, budget) || Costs(most, defect) <= budget) return Add(most);
        if (Costs(least, defect) is var cost && cost > budget) return Problem(before, Share(least), defect, cost);
        while (most - least > 1) (least, most) = Costs((least + most) / 2, defect) <= budget ? ((least + most) / 2, most) : (least, (least + most) / 2);
        return Add(least);
    }

    /// <summary>In steps of the smallest share.</summary>
    private (int Least, int Most) Range(TrafficShare? before)
    {
        int unit = smallest.PartsPerMillion, half = Math.Max(1, lastBeside.PartsPerMillion / unit);
        if (before is not { } share) return (1, half);
        if (share >= lastBeside || share.PartsPerMillion / unit >= half) return (int.MaxValue, int.MaxValue);
        int least = (share.PartsPerMillion / unit) + 1;
        return (least, Math.Max(least, Math.Min(SteepestStep * (least - 1), half)));
    }

    private double Costs(int units, double defect) => math.Notice(Share(units).Fraction, stages.Count + 1, defect).FailedRequests;

    private TrafficShare Share(int units) => units == int.MaxValue ? TrafficShare.AllGreen : TrafficShare.FromPercent(units * (double)smallest.Percent);

    private string? Add(int units)
    {
        stages.Add(Share(units));
        return null;
    }

    private static string Problem(TrafficShare? before, TrafficShare next, double defect, double cost) => before is null
        ? $"at the smallest share, {next}, a green that fails everything costs about {ForecastWords.Count(cost)} failed requests until traffic is back on blue"
        : $"after {before} the next step, {next}, costs about {ForecastWords.Count(cost)} when green fails {ForecastWords.Rate(defect)} of its requests, which {before} does not rule out";
}
