namespace Kong.Upgrade.Judging;

/// <summary>Gives names numbers in the order in which they are first seen, up to a limit; what comes later shares number 0.</summary>
internal sealed class Numbers(int limit)
{
    private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);
    private readonly List<string> names = ["others"];

    public int Count => names.Count;

    public int Of(string name)
    {
        if (known.TryGetValue(name, out int number)) return number;
        if (names.Count > limit) return 0;
        known[name] = names.Count;
        names.Add(name);
        return names.Count - 1;
    }

    public string Name(int number) => names[number];
}
