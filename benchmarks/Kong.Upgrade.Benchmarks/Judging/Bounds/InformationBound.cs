namespace Kong.Upgrade.Benchmarks.Judging.Bounds;

/// <summary>How much one request to green can tell, in nats: no rule that errs at most with probability α, whenever it looks, decides on fewer than ln(1/α) by it (Wald).</summary>
/// <param name="Rho">Green may be this many times as bad as blue,</param>
/// <param name="Delta">and this much worse.</param>
internal sealed record InformationBound(double Rho, double Delta)
{
    /// <summary>No worse at all.</summary>
    public static InformationBound Strict { get; } = new(1, 0);

    public static InformationBound Tolerant { get; } = new(1.25, 0.0005);

    public static double Requests(double information, double alpha) => Math.Log(1 / alpha) / information;

    /// <summary>Of a rate: the least divergence of what is true from the null c = ρa + δ, blue's requests counted by how many there are for one of green's.</summary>
    /// <param name="blue">Blue's true rate.</param>
    /// <param name="green">Green's.</param>
    /// <param name="weight">Green's part of all requests, 0 to 1.</param>
    public double OfRate(double blue, double green, double weight)
    {
        double others = (1 - weight) / weight, least = blue, most = (green - Delta) / Rho;
        if (most <= least) return 0;
        for (int i = 0; i < 200; i++)
        {
            double a = (least + most) / 2, c = Rho * a + Delta;
            if (others * (a - blue) / (a * (1 - a)) + Rho * (c - green) / (c * (1 - c)) < 0) least = a;
            else most = a;
        }
        return Divergence(green, Rho * least + Delta) + others * Divergence(blue, least);
    }

    /// <summary>Kullback and Leibler's, of two rates.</summary>
    public static double Divergence(double truth, double other) => Part(truth, other) + Part(1 - truth, 1 - other);

    public static double Divergence(ReadOnlySpan<double> truth, ReadOnlySpan<double> other)
    {
        double sum = 0;
        for (int i = 0; i < truth.Length; i++) sum += Part(truth[i], other[i]);
        return sum;
    }

    private static double Part(double truth, double other) => truth <= 0 ? 0 : truth * Math.Log(truth / other);
}
