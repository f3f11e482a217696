namespace Kong.Upgrade.Benchmarks.Judging.Bounds;

/// <summary>How much the bucket of one request to green can tell, in nats. The null: above every bound green has at most ρ times blue's part and δ.</summary>
/// <remarks>
/// Without tolerance the null's nearest pair is the mixture of both. With it, the dual is climbed: one multiplier a bound, each in turn to where its own derivative is nothing (or to nothing).
/// For given multipliers the pair is c_i = green_i / (ν + Λ_i), a_i = others · blue_i / (μ − ρΛ_i), with Λ_i the sum of the multipliers of the bounds below bucket i.
/// </remarks>
internal sealed class LatencyBound(IReadOnlyList<double> blue, IReadOnlyList<double> green, double weight, double rho, double delta)
{
    private readonly double[] multipliers = new double[blue.Count - 1], sums = new double[blue.Count], a = new double[blue.Count], c = new double[blue.Count];
    private readonly double others = (1 - weight) / weight;

    /// <summary>The same distribution on both sides.</summary>
    public static double Strict(IReadOnlyList<double> blue, IReadOnlyList<double> green, double weight)
    {
        double[] mixture = [.. blue.Zip(green, (x, y) => weight * y + (1 - weight) * x)];
        return InformationBound.Divergence([.. green], mixture) + (1 - weight) / weight * InformationBound.Divergence([.. blue], mixture);
    }

    public double Climb()
    {
        for (int sweep = 0; sweep < 200; sweep++)
            for (int bound = 0; bound < multipliers.Length; bound++) Climb(bound);
        Nearest();
        return InformationBound.Divergence([.. green], c) + others * InformationBound.Divergence([.. blue], a);
    }

    private void Climb(int bound)
    {
        (double low, double high) = (0, 1);
        while (Violation(bound, high) > 0 && high < 1e9) high *= 4;
        if (Violation(bound, 0) <= 0) high = 0;
        for (int i = 0; i < 50 && high > 0; i++)
        {
            double middle = (low + high) / 2;
            if (Violation(bound, middle) > 0) low = middle;
            else high = middle;
        }
        multipliers[bound] = high;
    }

    private double Violation(int bound, double multiplier)
    {
        multipliers[bound] = multiplier;
        Nearest();
        double sum = -delta;
        for (int i = bound + 1; i < a.Length; i++) sum += c[i] - rho * a[i];
        return sum;
    }

    private void Nearest()
    {
        for (int i = 0; i < multipliers.Length; i++) sums[i + 1] = sums[i] + multipliers[i];
        Fill(c, green, 1, 1);
        Fill(a, blue, others, -rho);
    }

    // The scale is where the parts sum to 1: between where the largest alone would be 1, and where all would be if each had the least slope.
    private void Fill(double[] to, IReadOnlyList<double> truth, double factor, double slope)
    {
        double low = double.NegativeInfinity, high = double.NegativeInfinity;
        for (int i = 0; i < to.Length; i++)
        {
            if (truth[i] <= 0) continue;
            low = Math.Max(low, factor * truth[i] - slope * sums[i]);
            high = Math.Max(high, factor - slope * sums[i]);
        }
        for (int round = 0; round < 60; round++)
        {
            double middle = (low + high) / 2, sum = 0;
            for (int i = 0; i < to.Length; i++) sum += to[i] = truth[i] <= 0 ? 0 : factor * truth[i] / (middle + slope * sums[i]);
            if (sum > 1) low = middle;
            else high = middle;
        }
    }
}
