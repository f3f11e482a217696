using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Always;

/// <summary>A setting that two nodes resolved differently; <see langword="null"/> for one that is not set.</summary>
internal sealed record SettingDifference(string Setting, string? Blue, string? Green)
{
    private const string Masked = "******";

    // Without a default in every version: a node that has none does not name them.
    private static readonly string[] withoutDefault = ["pg_ro_host", "pg_schema"];

    public static IEnumerable<SettingDifference> Find(NodeFacts blue, NodeFacts green)
    {
        if (blue.Configuration is not { } settings || green.Configuration is not { } others) yield break;
        foreach (string name in settings.EnumerateObject().Select(s => s.Name).Union(withoutDefault).Order(StringComparer.Ordinal))
            if (!ExpectedDifferences.IsExpected(name) && Differs(name, blue, green) && (others.TryGetProperty(name, out _) || !ExpectedDifferences.WasRemoved(name)))
                yield return new(name, blue.Setting(name), green.Setting(name));
    }

    private static bool Differs(string name, NodeFacts blue, NodeFacts green)
    {
        string? one = Comparable(name, blue), other = Comparable(name, green);
        return one != other && one is not Masked && other is not Masked && !ExpectedDifferences.IsNewDefault(name, blue.Setting(name), green.Setting(name));
    }

    // What lies below a node's own prefix, or in its version's folder, is the same thing in another place.
    private static string? Comparable(string name, NodeFacts node)
    {
        if (node.Setting(name) is not { } value) return null;
        if (name.EndsWith("_listen", StringComparison.Ordinal)) return Listens(value);
        if (node.Setting("prefix") is { Length: > 1 } prefix) value = value.Replace(prefix, "{prefix}", StringComparison.Ordinal);
        return node.Version is { Length: > 0 } version ? value.Replace(version, "{version}", StringComparison.Ordinal) : value;
    }

    // Addresses differ by right; how they are listened on does not.
    private static string Listens(string value) => value == "off" ? value : string.Join(", ", value.Split(',').Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Order(StringComparer.Ordinal))));
}
