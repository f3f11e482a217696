namespace Kong.Upgrade.Probing;

/// <summary>Counts of requests by the time they took, in buckets as Prometheus has them. Immutable.</summary>
public sealed class LatencyHistogram
{
    private readonly double[] bounds;
    private readonly long[] counts;

    /// <summary>Makes a histogram.</summary>
    /// <param name="upperBounds">Upper bounds in milliseconds, ascending; the last may be infinite.</param>
    /// <param name="counts">Requests in each bucket, not cumulated; as many as bounds.</param>
    /// <exception cref="ArgumentException">The lists differ in length or the bounds do not ascend.</exception>
    public LatencyHistogram(ReadOnlySpan<double> upperBounds, ReadOnlySpan<long> counts)
    {
        if (upperBounds.Length != counts.Length)
            throw new ArgumentException($"{upperBounds.Length} bounds but {counts.Length} counts: a histogram has one count a bound.", nameof(counts));
        for (int i = 1; i < upperBounds.Length; i++)
            if (!(upperBounds[i] > upperBounds[i - 1]))
                throw new ArgumentException($"Bound {upperBounds[i]} follows {upperBounds[i - 1]}: bounds must ascend.", nameof(upperBounds));
        (bounds, this.counts) = (upperBounds.ToArray(), counts.ToArray());
    }

    /// <summary>A histogram of nothing.</summary>
    public static LatencyHistogram Empty { get; } = new([], []);

    /// <summary>How many requests were counted.</summary>
    public long Count => counts.Sum();

    /// <summary>Upper bounds of the buckets in milliseconds, ascending.</summary>
    public IReadOnlyList<double> UpperBounds => bounds;

    /// <summary>Requests in each bucket, not cumulated.</summary>
    public IReadOnlyList<long> Counts => counts;

    internal ReadOnlySpan<double> BoundsSpan => bounds;

    internal ReadOnlySpan<long> CountsSpan => counts;

    /// <summary>The upper bound of the bucket in which the given part of all requests ends: never less than the true quantile.</summary>
    /// <param name="fraction">The part, such as 0.99.</param>
    /// <returns>Milliseconds; positive infinity when the slowest bucket has no bound; <see cref="double.NaN"/> when nothing was counted.</returns>
    public double Quantile(double fraction)
    {
        long rank = (long)Math.Ceiling(fraction * Count), seen = 0;
        for (int i = 0; i < counts.Length; i++)
            if ((seen += counts[i]) >= rank && seen > 0) return bounds[i];
        return double.NaN;
    }
}
