namespace Kong.Upgrade.Staging.Routes.Matching;

/// <summary>Which of two routes that both suit a request is taken: the higher one; of equal ones nobody can say. Immutable.</summary>
internal sealed class Rank(long[] values, IReadOnlyList<string> reasons) : IComparable<Rank>
{
    public int CompareTo(Rank? other) => other is null ? 1 : values.AsSpan().SequenceCompareTo(other.Values);

    /// <summary>Why this one is higher than another, for the reader.</summary>
    public string Over(Rank other)
    {
        int at = values.AsSpan().CommonPrefixLength(other.Values);
        return at < reasons.Count ? reasons[at] : "the same rank";
    }

    private ReadOnlySpan<long> Values => values;
}
