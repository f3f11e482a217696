namespace Kong.Upgrade.Declarative;

/// <summary>A map, in the order of the file.</summary>
internal sealed class MapItem(Place place) : Item(place)
{
    private readonly Dictionary<string, Item> items = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Item> Items => items;

    public override string Noun => "a map";

    public Item? this[string key] => items.GetValueOrDefault(key);

    public string? Text(string key) => items.GetValueOrDefault(key) is ScalarItem { IsNull: false } scalar ? scalar.Text : null;

    /// <summary>Whether it was not there before.</summary>
    public bool Add(string key, Item item)
    {
        if (!items.TryAdd(key, item)) return false;
        Grow(item);
        return true;
    }
}
