namespace Kong.Upgrade.Declarative;

/// <summary>A value of a file, with its place. Immutable once it is read; a repeated one (an alias) is the same object.</summary>
internal abstract class Item(Place place)
{
    public Place Place => place;

    /// <summary>How many values it is when all that repeats is written out.</summary>
    public long Size { get; protected set; } = 1;

    /// <summary>How many levels it has.</summary>
    public int Height { get; protected set; } = 1;

    /// <summary>What it is, for a sentence.</summary>
    public abstract string Noun { get; }

    protected void Grow(Item child) => (Size, Height) = (Size + child.Size, Math.Max(Height, child.Height + 1));
}
