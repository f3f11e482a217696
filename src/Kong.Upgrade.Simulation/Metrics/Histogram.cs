namespace Kong.Upgrade.Simulation.Metrics;

/// <summary>Counts observations by upper bound; lock-free.</summary>
internal sealed class Histogram(double[] bounds)
{
    private readonly long[] _counts = new long[bounds.Length + 1];
    private long _sum;

    public double[] Bounds => bounds;

    public long Sum => Interlocked.Read(ref _sum);

    public void Observe(long milliseconds)
    {
        int bucket = 0;
        while (bucket < bounds.Length && milliseconds > bounds[bucket])
            bucket++;
        Interlocked.Increment(ref _counts[bucket]);
        Interlocked.Add(ref _sum, milliseconds);
    }

    /// <summary>Per bound, then for infinity, how many observations were at most that.</summary>
    public long[] Cumulated()
    {
        long[] counts = new long[_counts.Length];
        long sum = 0;
        for (int i = 0; i < counts.Length; i++)
            counts[i] = sum += Interlocked.Read(ref _counts[i]);
        return counts;
    }
}
