namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>What one route's histograms of one kind gained since it was last asked: cumulated by slot, as exporters count.</summary>
internal sealed class HistogramTally(BucketSlots slots)
{
    private long[] gained = [];
    private bool any;

    public void Add(int slot, long gain)
    {
        if (gained.Length < slots.Count) Array.Resize(ref gained, slots.Count);
        gained[slot] += gain;
        any |= gain > 0;
    }

    public void Clear()
    {
        Array.Clear(gained);
        any = false;
    }

    /// <summary>The gain in buckets that end at the given bounds, the last of which is infinite: none is lost, for what lies between two of them goes to the upper one.</summary>
    public LatencyHistogram On(double[] bounds)
    {
        if (!any || bounds.Length == 0) return LatencyHistogram.Empty;
        long[] counts = new long[bounds.Length];
        long below = 0, reached = 0;
        int next = 0;
        ReadOnlySpan<int> order = slots.Ascending;
        for (int i = 0; i < bounds.Length; i++)
        {
            for (; next < order.Length && slots[order[next]] <= bounds[i]; next++)
                if (order[next] < gained.Length) reached = Math.Max(reached, gained[order[next]]);
            counts[i] = reached - below;
            below = reached;
        }
        return new(bounds, counts);
    }
}
