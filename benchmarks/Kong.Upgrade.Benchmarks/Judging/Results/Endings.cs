namespace Kong.Upgrade.Benchmarks.Judging.Results;

/// <summary>How all runs of one rule in one scenario ended.</summary>
internal sealed class Endings(IReadOnlyList<Ending> all)
{
    public int Runs => all.Count;

    public int RolledBack { get; } = all.Count(e => e.Decision == RuleDecision.RollBack);

    public int Finished { get; } = all.Count(e => e.Decision == RuleDecision.Promote);

    public double Part => RolledBack / (double)Runs;

    public ClopperPearson Interval => ClopperPearson.Of(RolledBack, Runs);

    public double Mean(Func<Ending, double> figure) => all.Average(figure);

    public double Quantile(double part, Func<Ending, double> figure) => Timed.Quantile(all.Select(figure), part);

    /// <summary>Of the runs with that decision; not a number without any.</summary>
    public double Quantile(RuleDecision decision, double part, Func<Ending, double> figure) => Of(decision) is { Length: > 0 } some ? Timed.Quantile(some.Select(figure), part) : double.NaN;

    public double Mean(RuleDecision decision, Func<Ending, double> figure) => Of(decision) is { Length: > 0 } some ? some.Average(figure) : double.NaN;

    private Ending[] Of(RuleDecision decision) => [.. all.Where(e => e.Decision == decision)];
}
