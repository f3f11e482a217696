namespace Kong.Upgrade.Judging;

/// <summary>Green with all traffic: there is no blue of the same seconds, so green is held against what blue was before. That proves less: more failures hold the run instead of turning it round.</summary>
internal sealed class LoneWatch(JudgeOptions options)
{
    private const double Factor = 2, Addend = 0.01, LooksToFalseHold = 100_000;

    private EndlessWatch? watch;
    private double blueRate;

    public Acceptance Acceptance { get; } = new();

    public bool HasBegun => watch is not null;

    public bool IsSuspicious => watch is { IsAlarmed: true };

    /// <summary>The highest rate that is in order.</summary>
    public double Limit { get; private set; }

    public bool IsAccepted => Acceptance.Highest >= Math.Log(1 / options.FalseAcceptance);

    public void BeginStage()
    {
        watch = null;
        Acceptance.Begin();
    }

    public void Add(long requests, long events, double rateOfBlue, double dispersion)
    {
        if (watch is null)
        {
            (blueRate, Limit) = (rateOfBlue, Math.Min((Factor * rateOfBlue) + Addend, 0.5));
            watch = new(Limit, LooksToFalseHold);
        }
        // An alarm that has passed is over.
        if (watch.IsAlarmed && events <= Limit * requests) watch.Reset();
        watch.Add(requests, events, dispersion);
        Acceptance.AddAlone(requests, events, Math.Min(blueRate, Limit / 2), Limit, dispersion);
    }
}
