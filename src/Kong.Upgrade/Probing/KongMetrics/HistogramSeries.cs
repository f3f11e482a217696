namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>
/// A histogram of one route. A scrape is not atomic (kong-facts 14 no. 2): one whose buckets do not fit together is passed over, and what it would have shown comes with the next; one that fits but shows less
/// growth below a bound than was already told leaves that bound as it was told, so that no request counts twice and none gets lost.
/// </summary>
internal sealed class HistogramSeries(HistogramKind kind, BucketSlots slots, HistogramTally tally) : Series
{
    private const long Unset = -1;

    private long[] told = [], shown = [], growth = [];
    private long count = Unset, countBefore;
    private bool owesBase;

    public override bool HasFallen => count != Unset && count < countBefore;

    public override long Gain => count == Unset ? 0 : HasFallen ? count : count - countBefore;

    public HistogramKind Kind => kind;

    public void NoteBucket(int scrape, int slot, long value)
    {
        Begin(scrape);
        if (slot >= shown.Length) Grow();
        shown[slot] = value;
    }

    public void NoteCount(int scrape, long value)
    {
        Begin(scrape);
        count = value;
    }

    public override void Forget()
    {
        Array.Clear(told);
        (countBefore, owesBase) = (0, false);
    }

    public override void Count(bool asBase)
    {
        owesBase |= asBase;
        if (!IsSound()) return;
        if (HasFallen) Array.Clear(told);
        if (shown.Length < slots.Count) Grow();
        if (owesBase) Base();
        else Tell();
        (countBefore, owesBase) = (count, false);
    }

    private void Begin(int scrape)
    {
        if (ShownIn == scrape) return;
        ShownIn = scrape;
        Array.Fill(shown, Unset);
        count = Unset;
    }

    private void Grow()
    {
        int had = shown.Length;
        Array.Resize(ref shown, slots.Count);
        Array.Resize(ref told, slots.Count);
        Array.Resize(ref growth, slots.Count);
        Array.Fill(shown, Unset, had, shown.Length - had);
    }

    /// <summary>Whether buckets ascend and the last holds all.</summary>
    private bool IsSound()
    {
        long below = 0, last = Unset;
        foreach (int slot in slots.Ascending)
        {
            if (slot >= shown.Length || shown[slot] == Unset) continue;
            if (shown[slot] < below) return false;
            below = shown[slot];
            if (double.IsPositiveInfinity(slots[slot])) last = below;
        }
        return last != Unset && last == count;
    }

    private void Base()
    {
        long below = 0;
        foreach (int slot in slots.Ascending) told[slot] = below = shown[slot] == Unset ? below : shown[slot];
    }

    private void Tell()
    {
        long below = 0;
        ReadOnlySpan<int> order = slots.Ascending;
        foreach (int slot in order)
        {
            // A bucket that is left out never counted: it holds what the one below it does.
            below = shown[slot] == Unset ? below : shown[slot];
            growth[slot] = Math.Max(0, below - told[slot]);
        }
        for (int i = order.Length - 1; i >= 0; i--)
        {
            if (i + 1 < order.Length) growth[order[i]] = Math.Min(growth[order[i]], growth[order[i + 1]]);
            told[order[i]] += growth[order[i]];
            tally.Add(order[i], growth[order[i]]);
        }
    }
}
