using System.Collections.Concurrent;
using System.Globalization;

namespace Kong.Upgrade.Preflight.Regexes.Syntax;

/// <summary>The properties that can be tried: general categories. Scripts and the rest are beyond.</summary>
internal static class UnicodeProperties
{
    private static readonly string[] inOrder =
        ["Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cn"];

    private static readonly Dictionary<string, string> longNames = new()
    {
        ["letter"] = "L",
        ["uppercaseletter"] = "Lu",
        ["lowercaseletter"] = "Ll",
        ["titlecaseletter"] = "Lt",
        ["modifierletter"] = "Lm",
        ["otherletter"] = "Lo",
        ["casedletter"] = "LC",
        ["mark"] = "M",
        ["nonspacingmark"] = "Mn",
        ["spacingmark"] = "Mc",
        ["enclosingmark"] = "Me",
        ["number"] = "N",
        ["decimalnumber"] = "Nd",
        ["digit"] = "Nd",
        ["letternumber"] = "Nl",
        ["othernumber"] = "No",
        ["punctuation"] = "P",
        ["punct"] = "P",
        ["symbol"] = "S",
        ["separator"] = "Z",
        ["spaceseparator"] = "Zs",
        ["other"] = "C",
        ["control"] = "Cc",
        ["cntrl"] = "Cc",
        ["format"] = "Cf",
        ["dashpunctuation"] = "Pd",
        ["connectorpunctuation"] = "Pc",
        ["openpunctuation"] = "Ps",
        ["closepunctuation"] = "Pe",
        ["otherpunctuation"] = "Po",
        ["mathsymbol"] = "Sm",
        ["currencysymbol"] = "Sc",
    };

    private static readonly ConcurrentDictionary<string, CharSet?> known = new();

    /// <summary>A category by its one or two letters, or <see langword="null"/> where it is none. Case counts.</summary>
    public static CharSet? Short(string name) => name.Length is 1 or 2 ? known.GetOrAdd(name, Find) : null;

    /// <summary>As Rust reads names: case, spaces, hyphens and underscores do not count.</summary>
    public static CharSet? Loose(string name)
    {
        string bare = string.Concat(name.Where(c => c is not (' ' or '-' or '_'))).ToLowerInvariant();
        if (bare is "any") return CharSet.Of((0, CharSet.Last));
        if (bare is "ascii") return CharSet.Of((0, 127));
        return longNames.GetValueOrDefault(bare) is { } category ? Short(category) : bare.Length is 1 or 2 ? Short(char.ToUpperInvariant(bare[0]) + bare[1..]) ?? (bare is "lc" ? Short("LC") : null) : null;
    }

    private static CharSet? Find(string name)
    {
        if (name is "LC" or "L&") return CharSets.Category(UnicodeCategory.UppercaseLetter, UnicodeCategory.LowercaseLetter, UnicodeCategory.TitlecaseLetter);
        UnicodeCategory[] matching = [.. inOrder.Select((n, i) => (n, i)).Where(c => c.n.StartsWith(name, StringComparison.Ordinal)).Select(c => (UnicodeCategory)c.i)];
        return matching.Length == 0 ? null : CharSets.Category(matching);
    }
}
