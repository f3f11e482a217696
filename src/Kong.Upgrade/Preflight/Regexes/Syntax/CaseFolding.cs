namespace Kong.Upgrade.Preflight.Regexes.Syntax;

/// <summary>Which characters are one when case is ignored: ASCII letters in PCRE without UTF, Unicode's simple folding in Rust.</summary>
internal static class CaseFolding
{
    // What upper and lower case alone do not join: the signs of Kelvin and Ångström, the long s, İ and ı stay apart.
    private static readonly string[] more = ["kK\u212A", "åÅ\u212B", "sS\u017F", "\u1E9Eß"];

    private static readonly Lazy<Dictionary<char, string>> unicode = new(Orbits);

    public static CharSet Ascii(CharSet set) => set.Union(CharSet.Of(
        set.Ranges.SelectMany(r => new[] { Shifted(r, 'a', 'z', -32), Shifted(r, 'A', 'Z', 32) })));

    public static CharSet Unicode(CharSet set)
    {
        // A set that holds most of everything is complete but for a few; only what has another case is looked at.
        IEnumerable<char> others = unicode.Value.Where(o => set.Contains(o.Key)).SelectMany(o => o.Value);
        return set.Single is { } one ? CharSet.OfAll(unicode.Value.GetValueOrDefault((char)one, ((char)one).ToString())) : set.Union(CharSet.OfAll(string.Concat(others)));
    }

    private static (int, int) Shifted((int First, int Last) range, char from, char to, int by) =>
        (Math.Max(range.First, from) + by, Math.Min(range.Last, to) + by);

    private static Dictionary<char, string> Orbits()
    {
        ILookup<char, char> byFold = Enumerable.Range(0, CharSet.Last + 1).Select(c => (char)c).Where(c => !char.IsSurrogate(c)).ToLookup(c => char.ToLowerInvariant(char.ToUpperInvariant(c)));
        Dictionary<char, string> orbits = [];
        foreach (string orbit in byFold.Select(g => string.Concat(g)).Where(g => g.Length > 1).Concat(more))
            foreach (char member in orbit) orbits[member] = string.Concat(orbits.GetValueOrDefault(member, "").Union(orbit));
        return orbits;
    }
}
