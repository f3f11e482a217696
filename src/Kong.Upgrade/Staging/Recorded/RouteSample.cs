using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>
/// Some different requests of one route, each as likely as any other: those with the lowest of numbers that are made of their content. So a request that comes again is known again, the order of the file does not matter,
/// and what fell out never comes back.
/// </summary>
internal sealed class RouteSample(string route)
{
    private readonly List<(ulong Number, int Size, RecordedRequest Request)> kept = [];

    /// <summary>What the route itself takes in memory, about.</summary>
    public int OwnSize => 200 + (2 * route.Length);

    public int Count => kept.Count;

    public RecordedRequest this[int index] => kept[index].Request;

    /// <returns>By how much it has grown, in bytes.</returns>
    public long Add(ulong number, int size, StagingRequest request, long place, int most)
    {
        if (kept.Count >= most && number >= kept[^1].Number) return 0;
        int at = IndexOf(number);
        if (at < kept.Count && kept[at].Number == number) return 0;
        kept.Insert(at, (number, size, new(request, route, place)));
        return size - Shrink(most);
    }

    /// <returns>How much has gone, in bytes.</returns>
    public long Shrink(int most)
    {
        long gone = 0;
        for (; kept.Count > most; kept.RemoveAt(kept.Count - 1)) gone += kept[^1].Size;
        return gone;
    }

    private int IndexOf(ulong number)
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
