using System.Collections.Concurrent;
using Kong.Upgrade.Benchmarks.Judging.Sampling;

namespace Kong.Upgrade.Benchmarks.Judging.Worlds;

/// <summary>Lognormal latencies in the buckets that Kong 3.4 and 3.9 have in common (kong-facts 4): p99 is six times the median.</summary>
internal static class Latencies
{
    public const int KongBuckets = 16, RequestBuckets = 14;

    /// <summary>Medians of the common world, in ms.</summary>
    public const double KongMedian = 3, RequestMedian = 50;

    public static readonly double[] KongBounds = [1, 2, 5, 7, 10, 15, 20, 30, 50, 75, 100, 200, 500, 750, 1000, double.PositiveInfinity];

    public static readonly double[] RequestBounds = [25, 50, 80, 100, 250, 400, 700, 1000, 2000, 5000, 10000, 30000, 60000, double.PositiveInfinity];

    private static readonly double sigma = Math.Log(6) / Gauss.Quantile(0.01), tailFrom = Math.Exp(sigma * Gauss.Quantile(0.05));

    private static readonly ConcurrentDictionary<(double[], double, double, double), Buckets> known = [];

    /// <summary>Kong's own time. Medians are rounded to a thousandth, so that drift needs few tables.</summary>
    public static Buckets Kong(double median = KongMedian) => Of(KongBounds, median, 1, 0);

    /// <summary>Whole requests.</summary>
    /// <param name="median">In ms.</param>
    /// <param name="tail">What the slowest twentieth is multiplied with.</param>
    /// <param name="added">What is added to each, in ms.</param>
    public static Buckets Request(double median = RequestMedian, double tail = 1, double added = 0) => Of(RequestBounds, median, tail, added);

    /// <summary>The median that goes with a mean.</summary>
    public static double MedianOf(double mean) => mean / Math.Exp(sigma * sigma / 2);

    private static Buckets Of(double[] bounds, double median, double tail, double added)
    {
        (double[], double, double, double) key = (bounds, Math.Round(median, 3), tail, added);
        return known.TryGetValue(key, out Buckets? found) ? found : known.GetOrAdd(key, new Buckets(Fill(bounds, key.Item2, tail, added)));
    }

    private static double[] Fill(double[] bounds, double median, double tail, double added)
    {
        double[] filled = new double[bounds.Length];
        double above = 1;
        for (int i = 0; i < bounds.Length; i++)
        {
            double next = Above((bounds[i] - added) / median, tail);
            (filled[i], above) = (above - next, next);
        }
        return filled;
    }

    // x in medians. Between the tail's old and new beginning there is nobody: all of the tail is above.
    private static double Above(double x, double tail)
    {
        if (x <= 0) return 1;
        if (tail > 1 && x > tailFrom) x = Math.Max(tailFrom, x / tail);
        return double.IsInfinity(x) ? 0 : Gauss.Above(Math.Log(x) / sigma);
    }
}
