namespace Kong.Upgrade.Staging.Routes.Matching;

/// <summary>Entries by what their paths begin with, the highest first. For one thread.</summary>
internal sealed class PathIndex
{
    private readonly Dictionary<string, List<RouteEntry>> places = new(StringComparer.Ordinal);
    private readonly SortedSet<int> lengths = [];

    public void Add(RouteEntry entry)
    {
        string beginning = entry.Path?.Literal ?? "";
        if (!places.TryGetValue(beginning, out List<RouteEntry>? entries)) places[beginning] = entries = [];
        entries.Add(entry);
        lengths.Add(beginning.Length);
    }

    public void Sort()
    {
        foreach (List<RouteEntry> entries in places.Values) entries.Sort((one, other) => other.Rank.CompareTo(one.Rank));
    }

    /// <summary>What may suit a path, in lists with the highest first.</summary>
    public IEnumerable<List<RouteEntry>> Find(string path)
    {
        foreach (int length in lengths)
        {
            if (length > path.Length) yield break;
            if (places.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(path.AsSpan(0, length), out List<RouteEntry>? entries)) yield return entries;
        }
    }
}
