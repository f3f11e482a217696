using System.Diagnostics;

namespace Kong.Upgrade.Benchmarks;

/// <summary>Times of plain timed programs, and the figures that stand for many of them.</summary>
internal static class Timed
{
    public static async Task<double> SecondsAsync(Func<Task> work)
    {
        long start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>What half of them stay under, so that a few disturbed ones do not count.</summary>
    public static double Median(IEnumerable<double> figures) => Quantile(figures, 0.5);

    public static double Quantile(IEnumerable<double> figures, double share)
    {
        double[] sorted = [.. figures.Order()];
        return sorted[(int)(share * (sorted.Length - 1) + 0.5)];
    }
}
