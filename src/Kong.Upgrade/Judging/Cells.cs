namespace Kong.Upgrade.Judging;

/// <summary>Requests and events of one look, by some number: of a route, of a node.</summary>
internal sealed class Cells
{
    private long[] requests = new long[4], events = new long[4];

    public int Count { get; private set; }

    public ReadOnlySpan<long> Requests => requests.AsSpan(0, Count);

    public ReadOnlySpan<long> Events => events.AsSpan(0, Count);

    public long AllRequests { get; private set; }

    public long AllEvents { get; private set; }

    public void Add(int number, long newRequests, long newEvents)
    {
        if (number >= Count) Grow(number + 1);
        requests[number] += newRequests;
        events[number] += newEvents;
        AllRequests += newRequests;
        AllEvents += newEvents;
    }

    public void Clear()
    {
        Array.Clear(requests);
        Array.Clear(events);
        (AllRequests, AllEvents) = (0, 0);
    }

    private void Grow(int count)
    {
        if (count > requests.Length)
        {
            Array.Resize(ref requests, Math.Max(count, 2 * requests.Length));
            Array.Resize(ref events, requests.Length);
        }
        Count = count;
    }
}
