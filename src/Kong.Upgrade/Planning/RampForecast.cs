using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Planning;

/// <summary>How many requests and how long each decision of a diversion will take, and what it costs users when green is bad: said before the start. Immutable; pure.</summary>
/// <remarks>These are expectations by the judge's own mathematics: the median of many runs lies within a factor of two of them, one run may lie further off.</remarks>
public sealed class RampForecast
{
    private readonly UpgradePlan plan;

    private RampForecast(UpgradePlan plan, ForecastTraffic traffic, StageMath? math)
    {
        (this.plan, RequestsPerSecond, BlueErrorRate, Dispersion, IsJudged) = (plan, traffic.RequestsPerSecond, traffic.BlueErrorRate, traffic.Dispersion, math is not null);
        Stages = [.. plan.Stages.Select((_, i) => Stage(i, math))];
        OverBudget = BeyondBudget(math);
    }

    /// <summary>Requests a second on both clusters together.</summary>
    public double RequestsPerSecond { get; }

    /// <summary>The part of blue's requests that fail.</summary>
    public double BlueErrorRate { get; }

    /// <summary>By how much failures are taken to come in clusters.</summary>
    public double Dispersion { get; }

    /// <summary>Whether the plan has a judge. Simple gates decide by their minimum counts, and nobody can say beforehand how wrongly.</summary>
    public bool IsJudged { get; }

    /// <summary>Each stage.</summary>
    public IReadOnlyList<StageForecast> Stages { get; }

    /// <summary>The stage whose worst defect costs users most; <see langword="null"/> when the plan has no judge.</summary>
    public StageForecast? WorstStage => Stages.Where(s => s.Worst is not null).MaxBy(s => s.Worst!.FailedRequests);

    /// <summary>The most requests of users that fail by a defect of 1 % or more which no stage before could rule out, until traffic is back on blue; 0 when the plan has no judge.</summary>
    public double WorstCase => WorstStage?.Worst!.FailedRequests ?? 0;

    /// <summary>What it costs when green fails everything from the last stage on and did not before, as under load; 0 when the plan has no judge.</summary>
    public double LateFault => Stages[^1].Decisions.Count > 0 ? Stages[^1].Decisions[0].FailedRequests : 0;

    /// <summary>How long a good green takes through all stages, soaks included; <see cref="TimeSpan.MaxValue"/> when a stage will be undecided, <see langword="null"/> when the plan has no judge.</summary>
    public TimeSpan? Time => !IsJudged ? null : Stages.Any(s => s.IsUndecided) ? TimeSpan.MaxValue : TimeSpan.FromTicks(Stages.Sum(s => Math.Max(s.TimeToAccept.Ticks, plan.SoakEachStage.Ticks)));

    /// <summary>The first stage that costs more than the plan's budget of failed requests at this traffic; <see langword="null"/> when the budget is kept, or when there is none. What no share can tell by half of the budget does not count.</summary>
    public StageForecast? OverBudget { get; }

    internal UpgradePlan Plan => plan;

    internal static RampForecast Of(UpgradePlan plan, double requestsPerSecond, double blueErrorRate, double? dispersion)
    {
        JudgeGate? judge = plan.Gates.OfType<JudgeGate>().FirstOrDefault();
        ForecastTraffic traffic = new(requestsPerSecond, blueErrorRate, dispersion ?? judge?.Options.UnknownDispersion ?? 1);
        return new(plan, traffic, judge is null ? null : new(judge.Options, traffic, Patience.Of(plan)));
    }

    /// <summary>A line for each stage, the worst case, and what happens when it cannot be told.</summary>
    /// <returns>Text that is the same for equal forecasts; lines end with <c>\n</c>.</returns>
    public string Describe() => RampForecastText.Of(this);

    /// <summary>The forecast in one line.</summary>
    /// <returns>Text for people and logs.</returns>
    public override string ToString() => RampForecastText.Line(this);

    private StageForecast Stage(int index, StageMath? math)
    {
        double share = plan.Stages[index].Fraction, each = RequestsPerSecond * share, least = plan.MinimumRequests / each;
        double seconds = Math.Max(least, math?.SecondsToAccept(share, index == 0) ?? 0);
        double? before = index == 0 ? null : plan.Stages[index - 1].Fraction;
        TimeSpan time = StageMath.Span(seconds);
        return new()
        {
            Share = plan.Stages[index],
            GreenRequestsPerSecond = each,
            RequestsToAccept = math is null ? double.NaN : seconds * each,
            TimeToAccept = time,
            IsUndecided = time > Patience.Of(plan).Stage,
            Decisions = math?.Decisions(share, index + 1) ?? [],
            Worst = math?.WorstDefect(before) is { } defect and >= StageMath.LeastDefect ? math.Notice(share, index + 1, defect) : null,
        };
    }

    /// <summary>The first stage that costs more than the budget by a defect which could be told by less.</summary>
    private StageForecast? BeyondBudget(StageMath? math)
    {
        if (math is null || plan.FailedRequestBudget is not { } budget) return null;
        return Stages.Where((s, i) => s.Worst?.FailedRequests > budget && math.CanTell(s.Worst.DefectRate, i == 0 ? null : Stages[i - 1].Share.Fraction, i + 1, budget)).FirstOrDefault();
    }
}
