namespace Kong.Upgrade.Benchmarks.Judging.Sampling;

/// <summary>ln n!, from a table and beyond it from Stirling's series.</summary>
internal static class LogFactorial
{
    private static readonly double[] table = Fill();

    public static double Of(double n)
    {
        if (n < table.Length) return table[(int)n];
        double x = n + 1;
        return (x - 0.5) * Math.Log(x) - x + 0.91893853320467274 + (1.0 / 12 - 1 / (360 * x * x)) / x;
    }

    private static double[] Fill()
    {
        double[] sums = new double[2048];
        for (int i = 2; i < sums.Length; i++) sums[i] = sums[i - 1] + Math.Log(i);
        return sums;
    }
}
