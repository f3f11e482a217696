namespace Kong.Upgrade.Benchmarks.Judging.Rivals;

/// <summary>Kayenta's classifier: high when the interval's lower end is above a quarter of the estimate, low the other way round.</summary>
internal static class MannWhitneyClassifier
{
    public const double Confidence = 0.98, Tolerance = 0.25;

    public static Classification Classify(double[] experiment, double[] control)
    {
        if (experiment.Length == 0 || control.Length == 0) return Classification.NoData;
        if (experiment.AsSpan().SequenceEqual(control)) return Classification.Pass;
        MannWhitney shift = MannWhitney.Of(experiment, control, Confidence);
        double critical = Tolerance * Math.Abs(shift.Estimate);
        return shift.Lower > critical ? Classification.High : shift.Upper < -critical ? Classification.Low : Classification.Pass;
    }
}
