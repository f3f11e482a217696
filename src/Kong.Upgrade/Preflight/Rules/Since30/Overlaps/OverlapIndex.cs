namespace Kong.Upgrade.Preflight.Rules.Since30.Overlaps;

/// <summary>Finds, for texts, others that they begin with. Looks at few candidates a place, so that a hundred thousand alike cost no more than linear time.</summary>
/// <typeparam name="T">What stands at a place.</typeparam>
internal sealed class OverlapIndex<T>
    where T : class
{
    private const int MostCandidates = 20;

    private readonly Dictionary<string, List<T>> places = new(StringComparer.Ordinal);

    public void Add(string text, T item)
    {
        if (!places.TryGetValue(text, out List<T>? items)) places[text] = items = [];
        if (items.Count < MostCandidates) items.Add(item);
    }

    /// <summary>The first that suits among what stands at the beginnings of a text, the whole of it included where asked for.</summary>
    public T? Find(string text, bool whole, Predicate<T> suits)
    {
        Dictionary<string, List<T>>.AlternateLookup<ReadOnlySpan<char>> lookup = places.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int length = whole ? text.Length : text.Length - 1; length >= 0; length--)
            if (lookup.TryGetValue(text.AsSpan(0, length), out List<T>? items) && items.Find(suits) is { } found) return found;
        return null;
    }
}
