using System.Buffers;
using System.Globalization;
using System.Text;

namespace Kong.Upgrade.Preflight.Rules.Seen;

/// <summary>What 3.0's migration of paths makes of one: right once, for a path of 2.8; wrong each further time, which is what <c>-f</c> does (kong-facts 1.6, 12.3).</summary>
internal static class ForcedPath
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private const string Reserved = "!#$%&'()*+,/:;=?@[]";

    // In a regex these stand for something else than themselves.
    private const string Meta = ".^-{}\\|";

    private static readonly SearchValues<char> plain = SearchValues.Create(Letters + ".-_~/%");

    public static string Migrated(string path) => path.AsSpan().ContainsAnyExcept(plain) ? "~" + Decoded(path, inRegex: true) : Normalized(path);

    // The usual path is let through without another text being made.
    private static string Normalized(string path)
    {
        if (path.Contains('%', StringComparison.Ordinal)) path = Decoded(path, inRegex: false);
        return path.Contains("//", StringComparison.Ordinal) || path.Contains("/.", StringComparison.Ordinal) ? WithoutDots(path) : path;
    }

    private static string Decoded(string path, bool inRegex)
    {
        if (!path.Contains('%', StringComparison.Ordinal)) return path;
        List<byte> bytes = [];
        for (int at = 0; at < path.Length; at++)
        {
            if (path[at] == '%' && at + 2 < path.Length && byte.TryParse(path.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
            {
                bytes.AddRange(One(value, path.AsSpan(at, 3), inRegex));
                at += 2;
            }
            else
            {
                int length = char.IsHighSurrogate(path[at]) && at + 1 < path.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(path.Substring(at, length)));
                at += length - 1;
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static byte[] One(byte value, ReadOnlySpan<char> written, bool inRegex)
    {
        if (Reserved.Contains((char)value, StringComparison.Ordinal)) return Encoding.ASCII.GetBytes(written.ToString().ToUpperInvariant());
        return inRegex && Meta.Contains((char)value, StringComparison.Ordinal) ? [(byte)'\\', value] : [value];
    }

    private static string WithoutDots(string path)
    {
        List<string> kept = [];
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (string part in parts)
        {
            if (part == ".." && kept.Count > 0) kept.RemoveAt(kept.Count - 1);
            if (part is not ("." or "..")) kept.Add(part);
        }

        bool isFolder = path.EndsWith('/') || parts is [.., "." or ".."];
        return "/" + string.Join('/', kept) + (isFolder && kept.Count > 0 ? "/" : "");
    }
}
