using System.Globalization;

namespace Kong.Upgrade.Planning;

/// <summary>Numbers of a forecast as people say them: no more digits than it can promise.</summary>
internal static class ForecastWords
{
    public static string Time(TimeSpan time) => time switch
    {
        { TotalSeconds: < 120 } => Text($"{time.TotalSeconds:0.#} s"),
        { TotalMinutes: < 120 } => Text($"{time.TotalMinutes:0} min"),
        { TotalHours: < 48 } => Text($"{time.TotalHours:0.#} hours"),
        _ => time == TimeSpan.MaxValue ? "for ever" : Text($"{time.TotalDays:0} days"),
    };

    public static string Count(double count) => double.IsInfinity(count) ? "all" : Text($"{(count >= 10 ? Math.Round(count) : Math.Ceiling(count * 10) / 10):#,0.#}");

    public static string Rate(double rate) => rate is 0 or >= 0.0001 ? Text($"{rate * 100:0.##} %") : Text($"{rate * 100:0.######} %");

    public static string PerSecond(double requests) => Text($"{requests:#,0.####}");

    /// <summary>How much fails, how soon it is noticed.</summary>
    public static string Cell(DecisionForecast decision) =>
        decision.IsUndecided ? $"undecided, {Count(decision.FailedRequests)} failed" : !decision.IsNoticed ? "not noticed" : $"{Time(decision.Time)}, {Count(decision.FailedRequests)} failed{(decision.IsHold ? ", holds" : string.Empty)}";

    public static string Then(UndecidedPolicy policy) => policy switch
    {
        UndecidedPolicy.Halt => "the run halts where it is and a person decides",
        UndecidedPolicy.GoOn => "the next stage begins if all that is missing is requests, otherwise all traffic goes back to blue",
        UndecidedPolicy.Synthesise => "the next stage begins if requests of ours have proven green, otherwise all traffic goes back to blue",
        _ => "all traffic goes back to blue",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
