namespace Kong.Upgrade.Benchmarks.Balancers;

/// <summary>Between which counts the part of so many coin tosses lies in 99.9 % of cases.</summary>
internal static class BinomialBand
{
    private const double Tail = 0.0005;

    public static (long Least, long Most) Of(long tosses, double chance)
    {
        // Logarithms, for the first terms are far below the smallest double.
        double term = tosses * Math.Log(1 - chance), ratio = Math.Log(chance / (1 - chance)), below = 0;
        long least = 0;
        for (long count = 0; ; count++)
        {
            double upToHere = below + Math.Exp(term);
            if (upToHere <= Tail) least = count + 1;
            if (upToHere >= 1 - Tail) return (least, count);
            below = upToHere;
            term += Math.Log((tosses - count) / (double)(count + 1)) + ratio;
        }
    }
}
