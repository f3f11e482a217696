using System.Globalization;

namespace Kong.Upgrade.Clusters.Local;

/// <summary>Blue and green by size, as a person reads it.</summary>
internal sealed class SizeTable
{
    private const long Mebibyte = 1 << 20;

    private readonly List<(string Measure, string Blue, string Green, bool IsSmaller)> rows = [];

    public SizeTable(IReadOnlyList<NodeSize> blue, IReadOnlyList<NodeSize> green)
    {
        Add("nodes", blue.Count, green.Count);
        Add("workers, all nodes", blue.Sum(n => n.Workers), green.Sum(n => n.Workers));
        Add("mem_cache_size, smallest (MiB)", blue.Min(n => n.MemoryCache / Mebibyte), green.Min(n => n.MemoryCache / Mebibyte));
        Add("open files, smallest", blue.Min(n => n.OpenFiles), green.Min(n => n.OpenFiles));
        Add("pg_max_concurrent_queries, smallest", blue.Min(n => n.ConcurrentQueries), green.Min(n => n.ConcurrentQueries));
        foreach (string name in blue.Concat(green).SelectMany(n => n.SharedDicts.Keys).Distinct().Order(StringComparer.Ordinal))
            Add($"lua_shared_dict {name}, smallest (KiB)", blue.Min(n => n.SharedDicts.GetValueOrDefault(name)) / 1024, green.Min(n => n.SharedDicts.GetValueOrDefault(name)) / 1024);
    }

    /// <summary>In what green is smaller.</summary>
    public IReadOnlyList<string> Smaller => [.. rows.Where(r => r.IsSmaller).Select(r => r.Measure)];

    public override string ToString()
    {
        (string Measure, string Blue, string Green, bool IsSmaller)[] all = [("", "blue", "green", false), .. rows];
        int measure = all.Max(r => r.Measure.Length), blue = all.Max(r => r.Blue.Length), green = all.Max(r => r.Green.Length);
        return string.Join('\n', all.Select(r => $"{r.Measure.PadRight(measure)}  {r.Blue.PadLeft(blue)}  {r.Green.PadLeft(green)}{(r.IsSmaller ? "  smaller" : "")}"));
    }

    // What cannot be seen is not held against green.
    private void Add(string measure, long? blue, long? green) => rows.Add((measure, Text(blue), Text(green), green < blue));

    private static string Text(long? value) => value switch { null => "unknown", long.MaxValue => "unlimited", _ => value.Value.ToString(CultureInfo.InvariantCulture) };
}
