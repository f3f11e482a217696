namespace Kong.Upgrade.Benchmarks.Judging.Sampling;

/// <summary>Gamma numbers of scale 1 (Marsaglia and Tsang 2000).</summary>
internal static class Gamma
{
    public static double Next(Randoms randoms, double shape)
    {
        if (shape < 1) return Next(randoms, shape + 1) * Math.Pow(randoms.Uniform(), 1 / shape);
        double d = shape - 1.0 / 3, c = 1 / Math.Sqrt(9 * d);
        for (; ; )
        {
            double x = randoms.Normal(), v = 1 + c * x;
            if (v <= 0) continue;
            v = v * v * v;
            if (Math.Log(randoms.Uniform()) < 0.5 * x * x + d - d * v + d * Math.Log(v)) return d * v;
        }
    }
}
