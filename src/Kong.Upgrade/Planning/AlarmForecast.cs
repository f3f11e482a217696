using Kong.Upgrade.Judging;

namespace Kong.Upgrade.Planning;

/// <summary>After how many looks the judge condemns a green that fails some part of its requests from a stage's start on: its own mathematics with what is to be expected in place of what was counted.</summary>
internal sealed class AlarmForecast(JudgeOptions options, ForecastTraffic traffic)
{
    // What the judge gives of its budget to failures of all of green, and to its guard against a green that fails most requests.
    private const double FailuresWeight = JudgeCore.ErrorsWeight * Comparison.WholeWeight, GuardWeight = JudgeCore.GuardWeight, Half = CatastropheGuard.Half, AloneLimit = CatastropheGuard.AloneLimit;

    private static readonly Tolerance halfMore = new(1, Half);

    private readonly double blue = BlockEVariable.Clamp(traffic.BlueErrorRate);

    /// <returns>Seconds; infinite when it is never told.</returns>
    public double Seconds(double share, int stage, double defect, ForecastLooks looks)
    {
        AverageLook look = AverageLook.Of(share, traffic.RequestsPerSecond, looks.PerSecond);
        double guard = Seconds(BestOfGuard(look, Needed(GuardWeight, stage) + Math.Log(CatastropheGuard.Guesses.Length), defect, looks), look);
        return share < 1 ? Math.Min(guard, Seconds(Best(look, Needed(FailuresWeight, stage), defect, looks.ToDecide), look)) : guard;
    }

    /// <summary>How many of green's requests it takes if looks took no time: what nobody can be spared at any traffic.</summary>
    public double Requests(double share, int stage, double defect) =>
        Best(new(1 - share, share, 1), Needed(FailuresWeight, stage), defect, looksToDecide: 0) * share;

    /// <summary>How many nats a request on green is worth.</summary>
    public double Information(double share, double defect)
    {
        if (options.Errors.Limit(blue) >= defect) return 0;
        return new AverageLook((1 - share) / share, 1, 1).Gain(blue, Math.Min(defect, BlockEVariable.MostRate), options.Errors, defect, dispersion: 1);
    }

    private double Best(AverageLook look, double needed, double defect, int looksToDecide)
    {
        double limit = options.Errors.Limit(blue), fewest = double.PositiveInfinity;
        for (int k = 0; k < Guesses.OfFailures.Count && limit < BlockEVariable.MostRate; k++)
        {
            double guess = Guesses.OfFailures.At(k, limit);
            double neededOfGuess = needed - Guesses.OfFailures.LogWeights[k], cap = looksToDecide == 0 ? double.PositiveInfinity : (needed + Math.Log(Guesses.OfFailures.Count)) / looksToDecide;
            if (guess > limit && look.Gain(blue, guess, options.Errors, defect, traffic.Dispersion, cap) is > 0 and double gain) fewest = Math.Min(fewest, neededOfGuess / gain);
        }
        return fewest;
    }

    private double BestOfGuard(AverageLook look, double needed, double defect, ForecastLooks looks)
    {
        double cap = needed / looks.ToDecide, gain = 0;
        foreach (double guess in CatastropheGuard.Guesses)
        {
            if (look.Blue == 0 && guess > AloneLimit) gain = Math.Max(gain, look.GainAlone(guess, AloneLimit, defect, traffic.Dispersion, cap));
            else if (look.Blue > 0 && guess > halfMore.Limit(blue)) gain = Math.Max(gain, look.Gain(blue, guess, halfMore, defect, traffic.Dispersion, cap));
        }
        return needed / gain;
    }

    private double Needed(double weight, int stage) => -Math.Log(options.FalseAlarm * weight * Onsets.InStage(stage, 1));

    private static double Seconds(double looks, AverageLook look) => double.IsInfinity(looks) ? looks : Math.Ceiling(looks - 1e-9) / look.PerSecond;
}
