using Kong.Upgrade.Benchmarks.Judging.Worlds;

namespace Kong.Upgrade.Benchmarks.Judging.Rivals;

/// <summary>What a query over the last interval would find of one side. Kind to those who ask: no extrapolation, no scrape lag.</summary>
internal sealed class Window
{
    private readonly long[] sums = new long[Count.All];

    /// <summary>Whether there is any sample in it; without one a query finds nothing at all.</summary>
    public bool HasSamples { get; private set; }

    public long Requests => Count.Requests(sums);

    public long Failed => Count.Failed(sums);

    /// <summary>Not a number without requests, as in PromQL.</summary>
    public double SuccessRate => Requests == 0 ? double.NaN : 1 - Failed / (double)Requests;

    public void Clear()
    {
        Array.Clear(sums);
        HasSamples = false;
    }

    public void Add(Observation seen, int side) => HasSamples |= seen.AddTo(sums, side);

    /// <summary>As <c>histogram_quantile</c> reads it: linear within the bucket, and the last finite bound beyond it. Not a number when nothing was counted.</summary>
    public double RequestLatency(double fraction)
    {
        ReadOnlySpan<long> buckets = sums.AsSpan(Count.Request);
        double all = 0, below = 0;
        foreach (long bucket in buckets) all += bucket;
        if (all == 0) return double.NaN;
        for (int i = 0; i < buckets.Length - 1; below += buckets[i++])
        {
            if (below + buckets[i] < fraction * all) continue;
            double from = i == 0 ? 0 : Latencies.RequestBounds[i - 1];
            return from + (Latencies.RequestBounds[i] - from) * (fraction * all - below) / buckets[i];
        }
        return Latencies.RequestBounds[^2];
    }
}
