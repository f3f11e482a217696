namespace Kong.Upgrade.Staging.Recorded;

/// <summary>Counts what could not be read, and remembers the first of it. For one thread.</summary>
internal sealed class Unreadable
{
    private const int MostPlaces = 3;

    private readonly List<(long Place, string Why)> places = [];

    public long Count { get; private set; }

    public IReadOnlyList<(long Place, string Why)> Places => places;

    /// <param name="place">Where: a line, a byte, or a request's number.</param>
    /// <param name="why">Why, without anything of the content: there may be secrets in it.</param>
    public void Add(long place, string why)
    {
        Count++;
        if (places.Count < MostPlaces) places.Add((place, why));
    }
}
