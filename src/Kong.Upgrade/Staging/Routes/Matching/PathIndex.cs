namespace Kong.Upgrade.Staging.Routes.Matching;

/// <summary>Entries by what their paths begin with and by one thing more, the highest first. For one thread.</summary>
internal sealed class PathIndex
{
    private readonly Dictionary<string, Dictionary<string, List<RouteEntry>>> places = new(StringComparer.Ordinal);
    private readonly SortedSet<int> lengths = [];

    public void Add(RouteEntry entry)
    {
        string beginning = entry.Path?.Literal ?? "";
        if (!places.TryGetValue(beginning, out Dictionary<string, List<RouteEntry>>? place)) places[beginning] = place = new(StringComparer.Ordinal);
        lengths.Add(beginning.Length);
        foreach (string mark in entry.Marks)
        {
            if (!place.TryGetValue(mark, out List<RouteEntry>? entries)) place[mark] = entries = [];
            entries.Add(entry);
        }
    }

    public void Sort()
    {
        foreach (List<RouteEntry> entries in places.Values.SelectMany(p => p.Values)) entries.Sort((one, other) => other.Rank.CompareTo(one.Rank));
    }

    /// <summary>What may suit a request, in lists with the highest first.</summary>
    public IEnumerable<List<RouteEntry>> Find(SeenRequest request)
    {
        foreach (int length in lengths)
        {
            if (length > request.Path.Length) yield break;
            if (!places.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(request.Path.AsSpan(0, length), out Dictionary<string, List<RouteEntry>>? place)) continue;
            foreach (string mark in request.Marks)
                if (place.TryGetValue(mark, out List<RouteEntry>? entries)) yield return entries;
        }
    }
}
