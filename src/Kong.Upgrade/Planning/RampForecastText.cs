using System.Text;

namespace Kong.Upgrade.Planning;

/// <summary>A forecast in words: the same words for the same forecast.</summary>
internal static class RampForecastText
{
    private static readonly string[] head = ["stage", "green/s", "accepted after", "all fails", "5 % fail", "1 % fail"];

    public static string Of(RampForecast forecast)
    {
        StringBuilder text = new();
        text.Append("  forecast    ").Append(Assumed(forecast)).Append('\n');
        if (!forecast.IsJudged) return text.Append("    the plan has no judge: its gates decide by their minimum counts, and how much harm they let pass cannot be said beforehand\n").Append(Undecided(forecast)).ToString();
        Table(text, [head, .. forecast.Stages.Select(Row)]);
        text.Append(Worst(forecast)).Append(Budget(forecast));
        foreach (StageForecast stage in forecast.Stages.Where(s => s.IsUndecided)) text.Append(TooSlow(forecast, stage));
        if (forecast.Stages.Any(s => s.IsUndecided)) text.Append("    to change that: longer stages (StageAtMost), a larger share, more margin (JudgeOptions), or requests of one's own (SyntheticProbe and UndecidedPolicy.Synthesise)\n");
        return text.Append(Undecided(forecast)).ToString();
    }

    public static string Line(RampForecast forecast)
    {
        string at = $"At {ForecastWords.PerSecond(forecast.RequestsPerSecond)} requests a second ";
        if (!forecast.IsJudged) return at + "nothing is forecast: the plan has no judge, and its gates decide by their minimum counts.";
        string pace = forecast.Stages.FirstOrDefault(s => s.IsUndecided) is { } slow
            ? $"stage {slow.Share} needs {ForecastWords.Time(slow.TimeToAccept)} to be accepted and will be undecided after {ForecastWords.Time(forecast.Plan.StageAtMost)}"
            : $"a good green takes about {ForecastWords.Time(forecast.Time!.Value)} to all traffic";
        return $"{at}{pace}; the worst case costs about {ForecastWords.Count(forecast.WorstCase)} failed requests, at stage {forecast.WorstStage!.Share}.";
    }

    private static string Assumed(RampForecast forecast) =>
        $"at {ForecastWords.PerSecond(forecast.RequestsPerSecond)} requests a second, {ForecastWords.Rate(forecast.BlueErrorRate)} of blue's failing"
        + (forecast.IsJudged ? $", failures in clusters of {ForecastWords.Count(forecast.Dispersion)}, one look a second" : string.Empty);

    private static string[] Row(StageForecast stage) =>
    [
        stage.Share.ToString(), ForecastWords.PerSecond(stage.GreenRequestsPerSecond),
        stage.TimeToAccept == TimeSpan.MaxValue ? "never" : $"{ForecastWords.Count(stage.RequestsToAccept)} requests, {ForecastWords.Time(stage.TimeToAccept)}",
        .. stage.Decisions.Take(3).Select(ForecastWords.Cell),
    ];

    private static void Table(StringBuilder text, IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. head.Select((_, i) => rows.Max(r => r[i].Length))];
        foreach (string[] row in rows) text.Append("    ").AppendJoin("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd().Append('\n');
    }

    private static string Worst(RampForecast forecast)
    {
        StageForecast worst = forecast.WorstStage!;
        string what = worst.Worst!.DefectRate >= 1 ? "all fails" : $"{ForecastWords.Rate(worst.Worst.DefectRate)} fail, which no stage before rules out,";
        return $"    worst case  {ForecastWords.Count(forecast.WorstCase)} failed requests ({what} at {worst.Share}); {ForecastWords.Count(forecast.LateFault)} when all fails at {forecast.Stages[^1].Share} and nothing did before\n";
    }

    private static string Budget(RampForecast forecast)
    {
        if (forecast.Plan.FailedRequestBudget is not { } budget) return string.Empty;
        if (forecast.OverBudget is { } over) return $"    budget      {ForecastWords.Count(budget)} is not kept: {ForecastWords.Rate(over.Worst!.DefectRate)} failing at {over.Share} costs {ForecastWords.Count(over.Worst.FailedRequests)}\n";
        string but = forecast.WorstCase > budget ? $"; {ForecastWords.Rate(forecast.WorstStage!.Worst!.DefectRate)} failing costs more, for so little cannot be told by so few at any share" : string.Empty;
        return $"    budget      {ForecastWords.Count(budget)} is kept{but}\n";
    }

    private static string TooSlow(RampForecast forecast, StageForecast stage) =>
        $"    at {ForecastWords.PerSecond(forecast.RequestsPerSecond)} requests a second stage {stage.Share} needs {ForecastWords.Time(stage.TimeToAccept)} to be accepted; "
        + $"it will be undecided after {ForecastWords.Time(forecast.Plan.StageAtMost)}, and then {ForecastWords.Then(forecast.Plan.WhenUndecided)}\n";

    private static string Undecided(RampForecast forecast) =>
        $"    undecided   after {ForecastWords.Time(forecast.Plan.StageAtMost)} at a stage, or {ForecastWords.Time(forecast.Plan.HoldAtMost)} of trouble: {ForecastWords.Then(forecast.Plan.WhenUndecided)}\n";

    private static StringBuilder TrimEnd(this StringBuilder text)
    {
        while (text.Length > 0 && text[^1] == ' ') text.Length--;
        return text;
    }
}
