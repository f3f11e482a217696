namespace Kong.Upgrade.Staging.Recorded;

/// <summary>Counts requests that were read and are not wanted. For one thread.</summary>
internal sealed class LeftOut
{
    private const int MostMethods = 16;
    private const string Others = "others";

    private readonly SortedDictionary<string, long> unsafeByMethod = new(StringComparer.Ordinal);

    public long Unsafe => unsafeByMethod.Values.Sum();

    /// <summary>How many of each method that may write.</summary>
    public IReadOnlyDictionary<string, long> UnsafeByMethod => unsafeByMethod;

    public long OtherHost { get; set; }

    /// <summary>Those whose body the record does not have, or not to its end.</summary>
    public long WithoutBody { get; set; }

    public long All => Unsafe + OtherHost + WithoutBody;

    public void AddUnsafe(string method)
    {
        string name = unsafeByMethod.ContainsKey(method) || unsafeByMethod.Count < MostMethods ? method : Others;
        unsafeByMethod[name] = unsafeByMethod.GetValueOrDefault(name) + 1;
    }
}
