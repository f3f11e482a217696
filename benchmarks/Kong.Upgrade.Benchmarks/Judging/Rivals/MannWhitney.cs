using Kong.Upgrade.Benchmarks.Judging.Sampling;

namespace Kong.Upgrade.Benchmarks.Judging.Rivals;

/// <summary>The shift between two samples by the rank-sum test: its Hodges–Lehmann estimate and its confidence interval, by the normal approximation with correction for ties and continuity, as Kayenta gets them from R (the estimate, too, is found with the correction).</summary>
internal readonly record struct MannWhitney(double Lower, double Upper, double Estimate)
{
    private const double Tolerance = 1e-4;

    public static MannWhitney Of(double[] experiment, double[] control, double confidence)
    {
        double least = experiment.Min() - control.Max(), most = experiment.Max() - control.Min(), z = Gauss.Quantile((1 - confidence) / 2);
        return new(Bound(z), Bound(-z), Brent.Root(d => Deviation(experiment, control, d), least, most, Tolerance));

        double Bound(double quantile)
        {
            double Excess(double d) => Deviation(experiment, control, d) - quantile;
            return Excess(least) <= 0 ? least : Excess(most) >= 0 ? most : Brent.Root(Excess, least, most, Tolerance);
        }
    }

    /// <summary>By how many deviations the rank sum of the shifted experiment differs from the expected one.</summary>
    private static double Deviation(double[] experiment, double[] control, double shift)
    {
        double n = experiment.Length, m = control.Length, all = n + m;
        double[] pooled = [.. experiment.Select(x => x - shift), .. control];
        int[] order = [.. Enumerable.Range(0, pooled.Length).OrderBy(i => pooled[i])];
        double sum = -n * (n + 1) / 2 - n * m / 2, ties = 0;
        for (int from = 0, to; from < order.Length; from = to)
        {
            int ours = 0;
            for (to = from; to < order.Length && pooled[order[to]] == pooled[order[from]]; to++) ours += order[to] < experiment.Length ? 1 : 0;
            double length = to - from;
            sum += ours * (from + (length + 1) / 2);
            ties += length * length * length - length;
        }
        return (sum - Math.Sign(sum) * 0.5) / Math.Sqrt(n * m / 12 * (all + 1 - ties / (all * (all - 1))));
    }
}
