using System.Globalization;
using System.Text;

namespace Kong.Upgrade.Preflight.Regexes.Trials;

/// <summary>Paths as Kong's router sees them: normalised, with everything decoded but what has a meaning in a URL (Kong/kong kong/tools/uri.lua@3.9.1; 2.8.5 does the same).</summary>
internal static class PathText
{
    private const string Reserved = "!*'();:@&=+$,/?%#[]", Raw = "!*'();:@&=+$,/%[]-._~";

    /// <summary>Whether some request makes the router see exactly this path.</summary>
    public static bool IsPossible(string path) =>
        path.StartsWith('/') && path.AsSpan().IndexOfAny('?', '#', '\0') < 0 && !path.Contains("//", StringComparison.Ordinal) && !IsDotted(path) && !path.Any(char.IsSurrogate) && HasOnlyReservedTriplets(path);

    /// <summary>Whether ordinary clients never ask for such a path.</summary>
    public static bool IsRare(string path) => Rarity(path) > 0;

    /// <summary>How strange a path is: 0 for printable ASCII, 1 with letters and digits of other scripts, 2 with anything else.</summary>
    public static int Rarity(string path) => path.Max(c => c is >= ' ' and <= '~' ? 0 : char.IsLetterOrDigit(c) ? 1 : 2);

    /// <summary>The path as a client sends it.</summary>
    public static string Encode(string path) =>
        string.Concat(Encoding.UTF8.GetBytes(path).Select(b => char.IsAsciiLetterOrDigit((char)b) || Raw.Contains((char)b, StringComparison.Ordinal) ? ((char)b).ToString() : "%" + b.ToString("X2", CultureInfo.InvariantCulture)));

    private static bool IsDotted(string path) =>
        path.Contains("/./", StringComparison.Ordinal) || path.Contains("/../", StringComparison.Ordinal) || path.EndsWith("/.", StringComparison.Ordinal) || path.EndsWith("/..", StringComparison.Ordinal);

    private static bool HasOnlyReservedTriplets(string path)
    {
        for (int i = path.IndexOf('%', StringComparison.Ordinal); i >= 0; i = path.IndexOf('%', i + 1))
            if (!(i + 2 < path.Length && IsUpperHex(path[i + 1]) && IsUpperHex(path[i + 2]) && Reserved.Contains((char)Convert.ToByte(path.Substring(i + 1, 2), 16), StringComparison.Ordinal))) return false;
        return true;
    }

    private static bool IsUpperHex(char c) => char.IsAsciiHexDigitUpper(c);
}
