namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>Every bound that a node has shown of one kind of histogram; each has a slot of its own for good, whatever is shown later.</summary>
internal sealed class BucketSlots
{
    // The longest table of Kong's has 27.
    private const int Most = 200;

    private double[] bounds = [];
    private int[] ascending = [];

    public int Count => bounds.Length;

    /// <summary>The slots in the order of their bounds.</summary>
    public ReadOnlySpan<int> Ascending => ascending;

    public double this[int slot] => bounds[slot];

    /// <summary>The bounds, ascending.</summary>
    public double[] Sorted() => [.. ascending.Select(slot => bounds[slot])];

    /// <summary>The slot of a bound, which is made if need be; -1 when there are too many.</summary>
    public int Of(double bound)
    {
        int slot = Array.IndexOf(bounds, bound);
        if (slot >= 0 || bounds.Length == Most) return slot;
        bounds = [.. bounds, bound];
        ascending = [.. Enumerable.Range(0, bounds.Length).OrderBy(s => bounds[s])];
        return bounds.Length - 1;
    }
}
