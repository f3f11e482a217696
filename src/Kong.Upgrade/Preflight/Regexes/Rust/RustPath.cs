using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Rust;

/// <summary>
/// What Kong makes of a path for the Rust engine: <c>^</c> before it, and every <c>?&lt;</c> becomes <c>?P&lt;</c>, wherever it stands (Kong/kong kong/router/atc_compat.lua@3.0.0, compat.lua@3.1.1 to 3.6.1,
/// transform.lua@3.7.1 to 3.9.1). There is no group around it: after <c>^/a|/b</c> only the first alternative begins at the start.
/// </summary>
internal static class RustPath
{
    private const string Opening = "?<";

    public static string Written(string pattern) => "^" + pattern.Replace(Opening, "?P<", StringComparison.Ordinal);

    /// <exception cref="RegexRefusedException">Rust refuses it.</exception>
    public static ParsedRegex Parse(string pattern)
    {
        ParsedRegex parsed = RustParser.Parse(Written(pattern), [0, .. Inserted(pattern)]);
        return parsed with { Remarks = [.. Remarks(parsed.Root, pattern), .. parsed.Remarks] };
    }

    private static IEnumerable<string> Remarks(RegexNode root, string pattern)
    {
        if (root is RegexNode.Choice) yield return "Kong 3 puts '^' before the first alternative only, so the others are found anywhere in a path";
        if (Places(pattern).Any(i => i == 0 || pattern[i - 1] != '(' || i > 1 && pattern[i - 2] == '\\')) yield return "Kong 3 writes '?<' as '?P<' even where it is no group's name";
    }

    // Where a P stands that the pattern does not have.
    private static IEnumerable<int> Inserted(string pattern) => Places(pattern).Select((place, before) => 1 + place + before + 1);

    private static IEnumerable<int> Places(string pattern)
    {
        for (int i = pattern.IndexOf(Opening, StringComparison.Ordinal); i >= 0; i = pattern.IndexOf(Opening, i + 1, StringComparison.Ordinal)) yield return i;
    }
}
