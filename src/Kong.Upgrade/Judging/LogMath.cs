namespace Kong.Upgrade.Judging;

/// <summary>Sums of numbers that are only known by their logarithms.</summary>
internal static class LogMath
{
    public static double AddExp(double a, double b)
    {
        (double high, double low) = a >= b ? (a, b) : (b, a);
        // Below this the smaller one changes no digit of the larger.
        return low - high < -40 ? high : high + Math.Log(1 + Math.Exp(low - high));
    }

    /// <summary>The logarithm of the sum of exponentials.</summary>
    public static double SumExp(ReadOnlySpan<double> logs)
    {
        double highest = double.NegativeInfinity;
        foreach (double log in logs) highest = Math.Max(highest, log);
        if (double.IsNegativeInfinity(highest)) return highest;
        double sum = 0;
        foreach (double log in logs) if (log - highest > -40) sum += Math.Exp(log - highest);
        return highest + Math.Log(sum);
    }
}
