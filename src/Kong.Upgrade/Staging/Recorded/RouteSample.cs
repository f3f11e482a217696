namespace Kong.Upgrade.Staging.Recorded;

/// <summary>
/// Some different requests of one route, each as likely as any other: those with the lowest of numbers that are made of their content. So a request that comes again is known again, the order of the file does not matter,
/// and what fell out never comes back.
/// </summary>
internal sealed class RouteSample
{
    private readonly List<(ulong Number, int Size, RecordedRequest Request)> kept = [];

    public int Count => kept.Count;

    public RecordedRequest this[int place] => kept[place].Request;

    /// <returns>By how much it has grown, in bytes.</returns>
    public long Add(ulong number, int size, RecordedRequest request, int most)
    {
        if (kept.Count >= most && number >= kept[^1].Number) return 0;
        int place = PlaceOf(number);
        if (place < kept.Count && kept[place].Number == number) return 0;
        kept.Insert(place, (number, size, request));
        return size - Shrink(most);
    }

    /// <returns>How much has gone, in bytes.</returns>
    public long Shrink(int most)
    {
        long gone = 0;
        for (; kept.Count > most; kept.RemoveAt(kept.Count - 1)) gone += kept[^1].Size;
        return gone;
    }

    private int PlaceOf(ulong number)
    {
        int low = 0;
        for (int high = kept.Count; low < high;)
        {
            int middle = (low + high) / 2;
            if (kept[middle].Number < number) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
