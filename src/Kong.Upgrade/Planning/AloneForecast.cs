using Kong.Upgrade.Judging;

namespace Kong.Upgrade.Planning;

/// <summary>When green with all traffic is seen to fail more than blue ever did, which holds the run, and when it is accepted.</summary>
internal sealed class AloneForecast(JudgeOptions options, ForecastTraffic traffic)
{
    // The judge's own for green alone.
    private const double Factor = 2, Addend = 0.01, Most = 0.5, LooksToFalseHold = 100_000;

    private readonly double limit = Math.Min((Factor * traffic.BlueErrorRate) + Addend, Most);

    /// <returns>Seconds; infinite when it passes for as good as blue.</returns>
    public double SecondsToHold(double defect, double looksPerSecond)
    {
        AverageLook look = AverageLook.Of(1, traffic.RequestsPerSecond, looksPerSecond);
        double gain = 0;
        for (int k = 0; k < Guesses.Published.Count; k++)
        {
            double guess = Guesses.Published.At(k, limit);
            if (guess > limit) gain = Math.Max(gain, look.GainAlone(guess, limit, defect, traffic.Dispersion));
        }
        return gain <= 0 ? double.PositiveInfinity : Math.Ceiling(Math.Log(LooksToFalseHold * Guesses.Published.Count) / gain) / look.PerSecond;
    }

    public double SecondsToAccept(double looksPerSecond)
    {
        AverageLook look = AverageLook.Of(1, traffic.RequestsPerSecond, looksPerSecond);
        double guess = BlockEVariable.Clamp(Math.Min(traffic.BlueErrorRate, limit / 2)), gain = look.GainAlone(guess, limit, traffic.BlueErrorRate, traffic.Dispersion);
        return gain <= 0 ? double.PositiveInfinity : Math.Ceiling(-Math.Log(options.FalseAcceptance) / gain) / look.PerSecond;
    }
}
