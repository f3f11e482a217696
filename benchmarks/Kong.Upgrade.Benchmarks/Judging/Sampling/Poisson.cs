namespace Kong.Upgrade.Benchmarks.Judging.Sampling;

/// <summary>Poisson numbers: inversion for small means, Hörmann's transformed rejection PTRS (1993) for others.</summary>
internal static class Poisson
{
    private const double Small = 10;

    public static int Next(Randoms randoms, double mean) => mean <= 0 ? 0 : mean < Small ? Invert(randoms, mean) : Reject(randoms, mean);

    private static int Invert(Randoms randoms, double mean)
    {
        (double rest, double probability, int k) = (randoms.Uniform(), Math.Exp(-mean), 0);
        while (rest > probability && k < 1000)
        {
            rest -= probability;
            probability *= mean / ++k;
        }
        return k;
    }

    private static int Reject(Randoms randoms, double mean)
    {
        double log = Math.Log(mean), b = 0.931 + 2.53 * Math.Sqrt(mean), a = -0.059 + 0.02483 * b;
        double alpha = 1.1239 + 1.1328 / (b - 3.4), sure = 0.9277 - 3.6224 / (b - 2);
        for (; ; )
        {
            double u = randoms.Uniform() - 0.5, v = randoms.Uniform(), us = 0.5 - Math.Abs(u);
            double k = Math.Floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= sure) return (int)k;
            if (k < 0 || us < 0.013 && v > us) continue;
            if (Math.Log(v * alpha / (a / (us * us) + b)) <= k * log - mean - LogFactorial.Of(k)) return (int)k;
        }
    }
}
