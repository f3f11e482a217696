using Kong.Upgrade.Judging;

namespace Kong.Upgrade.Planning;

/// <summary>What stages cost under one judge and one traffic.</summary>
internal sealed class StageMath(JudgeOptions options, ForecastTraffic traffic, Patience patience)
{
    /// <summary>Defects below it are for the margin of acceptance: to tell them takes more failed requests than most budgets have.</summary>
    public const double LeastDefect = 0.01;

    private const double RetreatSeconds = 0.2;

    private static readonly double[] defects = [1, 0.05, LeastDefect];

    private readonly AlarmForecast alarm = new(options, traffic);
    private readonly AloneForecast alone = new(options, traffic);
    private readonly AcceptanceForecast acceptance = new(options, traffic);

    public ForecastTraffic Traffic => traffic;

    public ForecastLooks Scrapes { get; } = ForecastLooks.OfScrapes(options);

    public IReadOnlyList<DecisionForecast> Decisions(double share, int stage) =>
        [.. new[] { Scrapes, ForecastLooks.OfPaced(options) }.SelectMany(looks => defects.Select(defect => Notice(share, stage, defect, looks)))];

    public double SecondsToAccept(double share, bool isFirst) => acceptance.Seconds(share, isFirst, Scrapes.PerSecond);

    /// <summary>The worst defect of a stage: everything at the first, afterwards what the stage before could not rule out.</summary>
    public double WorstDefect(double? shareBefore) => shareBefore is { } share ? acceptance.StillAllowed(share) : 1;

    public DecisionForecast Notice(double share, int stage, double defect) => Notice(share, stage, defect, Scrapes);

    /// <summary>Whether a defect can be told by half of the budget at the share before; if not, no larger share can keep the budget either.</summary>
    public bool CanTell(double defect, double? shareBefore, int stage, int budget) =>
        shareBefore is not { } share || (defect >= LeastDefect && 2 * alarm.Requests(share, stage, defect) * defect <= budget);

    private DecisionForecast Notice(double share, int stage, double defect, ForecastLooks looks)
    {
        double seconds = alarm.Seconds(share, stage, defect, looks), hold = share < 1 ? double.PositiveInfinity : alone.SecondsToHold(defect, looks.PerSecond);
        bool isHold = hold + patience.HoldAtMost.TotalSeconds < seconds;
        if (isHold) seconds = hold;
        bool isUndecided = GoesBack(share, defect) && seconds > patience.Stage.TotalSeconds;
        double each = traffic.RequestsPerSecond * share, harm = (isUndecided ? patience.Stage.TotalSeconds : seconds) + RetreatSeconds + (isHold ? patience.HoldAtMost.TotalSeconds : 0);
        return new(defect, looks.PerSecond, seconds * each, Span(seconds), harm * each * defect, isHold, isUndecided);
    }

    /// <summary>Whether a stage with a defect is never accepted, so that all traffic goes back when its time is up.</summary>
    private bool GoesBack(double share, double defect) => patience.Then is UndecidedPolicy.GoBack && share < 1 && defect > acceptance.StillAllowed(share);

    public static TimeSpan Span(double seconds) => seconds < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
}
