namespace Kong.Upgrade.Preflight.Regexes.Syntax;

/// <summary>A set of characters as ascending ranges that do not touch. Immutable.</summary>
internal sealed class CharSet
{
    /// <summary>Where sets of characters end: what lies beyond the basic plane is never tried.</summary>
    public const int Last = 0xFFFF;

    /// <summary>Where sets of bytes end.</summary>
    public const int LastByte = 0xFF;

    public static readonly CharSet None = new([]);

    private readonly (int First, int Last)[] _ranges;

    private CharSet((int First, int Last)[] ranges) => _ranges = ranges;

    public IReadOnlyList<(int First, int Last)> Ranges => _ranges;

    public bool IsEmpty => _ranges.Length == 0;

    /// <summary>The only character of the set, or <see langword="null"/>.</summary>
    public int? Single => _ranges is [var (first, last)] && first == last ? first : null;

    public static CharSet Of(params IEnumerable<(int First, int Last)> ranges)
    {
        List<(int First, int Last)> merged = [];
        foreach ((int first, int last) in ranges.Where(r => r.First <= r.Last).Order())
        {
            if (merged.Count > 0 && first <= merged[^1].Last + 1) merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, last));
            else merged.Add((first, last));
        }
        return new([.. merged]);
    }

    public static CharSet Of(int character) => new([(character, character)]);

    public static CharSet OfAll(string characters) => Of(characters.Select(c => ((int)c, (int)c)));

    public bool Contains(int character)
    {
        int low = 0, high = _ranges.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (character < _ranges[middle].First) high = middle - 1;
            else if (character > _ranges[middle].Last) low = middle + 1;
            else return true;
        }
        return false;
    }

    public CharSet Union(CharSet other) => IsEmpty ? other : other.IsEmpty ? this : Of(_ranges.Concat(other._ranges));

    public CharSet Negate(int last)
    {
        List<(int, int)> gaps = [];
        int next = 0;
        foreach ((int first, int end) in _ranges)
        {
            if (first > next) gaps.Add((next, first - 1));
            next = end + 1;
        }
        if (next <= last) gaps.Add((next, last));
        return new([.. gaps]);
    }

    public CharSet Intersect(CharSet other) => Negate(Last).Union(other.Negate(Last)).Negate(Last);

    public CharSet Except(CharSet other) => Intersect(other.Negate(Last));

    public CharSet ExceptBoth(CharSet other) => Union(other).Except(Intersect(other));
}
