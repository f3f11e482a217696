namespace Kong.Upgrade.Declarative;

/// <summary>A list.</summary>
internal sealed class ListItem(Place place) : Item(place)
{
    private readonly List<Item> items = [];

    public IReadOnlyList<Item> Items => items;

    public override string Noun => "a list";

    public void Add(Item item)
    {
        items.Add(item);
        Grow(item);
    }
}
