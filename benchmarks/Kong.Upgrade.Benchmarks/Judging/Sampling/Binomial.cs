namespace Kong.Upgrade.Benchmarks.Judging.Sampling;

/// <summary>Binomial numbers: inversion for small means, Hörmann's transformed rejection BTRS (1993) for others.</summary>
internal static class Binomial
{
    private const double Small = 10;

    public static int Next(Randoms randoms, int n, double p)
    {
        if (n <= 0 || p <= 0) return 0;
        if (p >= 1) return n;
        if (p > 0.5) return n - Next(randoms, n, 1 - p);
        return n * p < Small ? Invert(randoms, n, p) : Reject(randoms, n, p);
    }

    private static int Invert(Randoms randoms, int n, double p)
    {
        double odds = p / (1 - p), step = (n + 1) * odds, probability = Math.Exp(n * Math.Log(1 - p)), rest = randoms.Uniform();
        int k = 0;
        while (rest > probability && k < n)
        {
            rest -= probability;
            probability *= step / ++k - odds;
        }
        return k;
    }

    private static int Reject(Randoms randoms, int n, double p)
    {
        double q = 1 - p, deviation = Math.Sqrt(n * p * q), b = 1.15 + 2.53 * deviation, a = -0.0873 + 0.0248 * b + 0.01 * p;
        double centre = n * p + 0.5, sure = 0.92 - 4.2 / b, alpha = (2.83 + 5.1 / b) * deviation, log = Math.Log(p / q), mode = Math.Floor((n + 1) * p);
        double atMode = LogFactorial.Of(mode) + LogFactorial.Of(n - mode);
        for (; ; )
        {
            double u = randoms.Uniform() - 0.5, v = randoms.Uniform(), us = 0.5 - Math.Abs(u);
            double k = Math.Floor((2 * a / us + b) * u + centre);
            if (us >= 0.07 && v <= sure) return (int)k;
            if (k < 0 || k > n) continue;
            if (Math.Log(v * alpha / (a / (us * us) + b)) <= atMode - LogFactorial.Of(k) - LogFactorial.Of(n - k) + (k - mode) * log) return (int)k;
        }
    }
}
