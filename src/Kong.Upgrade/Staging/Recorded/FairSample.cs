using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>A sample in which rare routes are: every route has one request before any has a second. What it keeps is bounded, in number and in bytes. For one thread.</summary>
internal sealed class FairSample(int most, int mostPerRoute, long mostBytes)
{
    private readonly Dictionary<string, RouteSample> routes = new(StringComparer.Ordinal);

    // Whose number is highest goes first when there are too many: which stay is left to chance, and the same chance every time.
    private readonly PriorityQueue<string, ulong> byNumber = new(Comparer<ulong>.Create((a, b) => b.CompareTo(a)));

    private readonly int mostInAll = most;
    private int mostRoutes = most;
    private int perRoute = mostPerRoute;
    private long bytes;

    public int Routes => routes.Count;

    /// <summary>Whether there were more routes than can be sent.</summary>
    public bool HasLostRoutes { get; private set; }

    /// <summary>Whether memory, not what was asked for, decided how many are kept.</summary>
    public bool IsShortOfMemory { get; private set; }

    public void Add(string route, ulong number, int size, StagingRequest request, long place)
    {
        if (!routes.TryGetValue(route, out RouteSample? sample))
        {
            routes.Add(route, sample = new(route));
            bytes += sample.OwnSize;
            byNumber.Enqueue(route, StableHash.Of(route));
            DropRoutes();
            if (!routes.ContainsKey(route)) return;
        }
        bytes += sample.Add(number, size, request, place, perRoute);
        while (bytes > mostBytes && (perRoute > 1 || mostRoutes > 1)) TakeLess();
    }

    /// <summary>All first ones by the routes' names, then all second ones, and so on.</summary>
    public IReadOnlyList<RecordedRequest> Take()
    {
        RouteSample[] inOrder = [.. routes.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Value)];
        return [.. Enumerable.Range(0, perRoute).TakeWhile(round => inOrder.Any(r => r.Count > round)).SelectMany(round => inOrder.Where(r => r.Count > round).Select(r => r[round])).Take(mostInAll)];
    }

    private void TakeLess()
    {
        IsShortOfMemory = true;
        if (perRoute > 1) perRoute /= 2;
        else mostRoutes = Math.Max(1, Math.Min(mostRoutes, routes.Count) / 2);
        DropRoutes();
        foreach (RouteSample sample in routes.Values) bytes -= sample.Shrink(perRoute);
    }

    private void DropRoutes()
    {
        for (; routes.Count > mostRoutes; HasLostRoutes = true)
        {
            string gone = byNumber.Dequeue();
            bytes -= routes[gone].Shrink(0) + routes[gone].OwnSize;
            routes.Remove(gone);
        }
    }
}
