namespace Kong.Upgrade.Benchmarks.Judging.Sampling;

/// <summary>The normal distribution.</summary>
internal static class Gauss
{
    /// <summary>The probability of more than <paramref name="z"/> deviations above the mean: a series near the middle, a continued fraction in the tail.</summary>
    public static double Above(double z)
    {
        if (z < 0) return 1 - Above(-z);
        double density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        if (z > 3)
        {
            double fraction = z;
            for (int i = 60; i > 0; i--) fraction = z + i / fraction;
            return density / fraction;
        }
        double term = z, sum = z;
        for (int i = 3; Math.Abs(term) > 1e-17; i += 2) sum += term *= z * z / i;
        return 0.5 - density * sum;
    }

    /// <summary>The deviations above the mean that are exceeded with probability <paramref name="p"/>.</summary>
    public static double Quantile(double p)
    {
        (double low, double high) = (-40, 40);
        for (int i = 0; i < 100; i++)
        {
            double middle = (low + high) / 2;
            if (Above(middle) > p) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }
}
