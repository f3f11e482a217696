using Kong.Upgrade.Benchmarks.Judging.Worlds;

namespace Kong.Upgrade.Benchmarks.Judging.Rivals;

/// <summary>The mixture sequential probability ratio test of two failure rates (Johari et al.), with the pooled variance: asymptotic, over all requests since the first share. Advances by the clock.</summary>
internal sealed class Msprt(double alpha = 1e-4, double spread = 0.01, double pause = 60) : IRule
{
    private readonly long[] blue = new long[Count.All], green = new long[Count.All];
    private double step;

    public string Name => "mSPRT α 1e-4";

    public void Begin(Scenario scenario)
    {
        Array.Clear(blue);
        Array.Clear(green);
        step = pause;
    }

    public RuleDecision Look(Observation seen)
    {
        seen.AddTo(blue, Side.Blue);
        seen.AddTo(green, Side.Green);
        if (IsWorse()) return RuleDecision.RollBack;
        if (seen.Second < step) return RuleDecision.Hold;
        step += pause;
        return RuleDecision.Advance;
    }

    private bool IsWorse()
    {
        double n = Count.Requests(blue), m = Count.Requests(green), difference = Count.Failed(green) / m - Count.Failed(blue) / n, pooled = (Count.Failed(green) + Count.Failed(blue)) / (n + m);
        return difference > 0 && Ratio(pooled * (1 - pooled) * (1 / n + 1 / m), spread * spread, difference) >= 1 / alpha;
    }

    /// <summary>The likelihood ratio of a difference with a variance, mixed over true differences of mean 0 and variance <paramref name="mixed"/>.</summary>
    public static double Ratio(double variance, double mixed, double difference) =>
        Math.Sqrt(variance / (variance + mixed)) * Math.Exp(mixed * difference * difference / (2 * variance * (variance + mixed)));
}
