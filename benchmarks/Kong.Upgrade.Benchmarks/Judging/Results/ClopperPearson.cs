using Kong.Upgrade.Benchmarks.Judging.Sampling;

namespace Kong.Upgrade.Benchmarks.Judging.Results;

/// <summary>The exact 95 % interval of a part of which <paramref name="Lower"/> and <paramref name="Upper"/> are the ends.</summary>
internal readonly record struct ClopperPearson(double Lower, double Upper)
{
    private const double Tail = 0.025;

    public static ClopperPearson Of(int hits, int all) =>
        new(hits == 0 ? 0 : Solve(p => 1 - AtMost(hits - 1, all, p) > Tail), hits == all ? 1 : Solve(p => AtMost(hits, all, p) < Tail));

    // The smallest part for which it holds.
    private static double Solve(Func<double, bool> holds)
    {
        (double low, double high) = (0, 1);
        for (int i = 0; i < 50; i++)
        {
            double middle = (low + high) / 2;
            if (holds(middle)) high = middle;
            else low = middle;
        }
        return high;
    }

    private static double AtMost(int hits, int all, double p)
    {
        double sum = 0, log = Math.Log(p), other = Math.Log(1 - p);
        for (int k = 0; k <= hits; k++)
            sum += Math.Exp(LogFactorial.Of(all) - LogFactorial.Of(k) - LogFactorial.Of(all - k) + k * log + (all - k) * other);
        return sum;
    }
}
