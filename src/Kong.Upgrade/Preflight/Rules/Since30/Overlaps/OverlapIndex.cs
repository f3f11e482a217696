namespace Kong.Upgrade.Preflight.Rules.Since30.Overlaps;

/// <summary>Finds, for texts, others that they begin with. Looks at few candidates a place, so that a hundred thousand alike cost no more than linear time.</summary>
/// <typeparam name="T">What stands at a place.</typeparam>
internal sealed class OverlapIndex<T>
{
    private const int MostCandidates = 50;

    private readonly Dictionary<string, List<T>> places = new(StringComparer.Ordinal);

    public void Add(string text, T item)
    {
        if (!places.TryGetValue(text, out List<T>? items)) places[text] = items = [];
        items.Add(item);
    }

    /// <summary>What stands at the beginnings of a text, the whole of it included where asked for.</summary>
    public IEnumerable<T> At(string text, bool whole)
    {
        for (int length = whole ? text.Length : text.Length - 1; length >= 0; length--)
            foreach (T item in Exactly(text, length)) yield return item;
    }

    private IEnumerable<T> Exactly(string text, int length) =>
        places.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text.AsSpan(0, length), out List<T>? items) ? items.Take(MostCandidates) : [];
}
