using System.Buffers;
using System.Text;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>What may stand in a request.</summary>
internal static class WireText
{
    private const int LongestMethod = 24, LongestHost = 260;

    private static readonly SearchValues<char> token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<char> hostText = SearchValues.Create("-._~:[]0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<char> methodText = SearchValues.Create("-_ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    public static bool IsMethod(ReadOnlySpan<char> text) => text.Length is > 0 and <= LongestMethod && !text.ContainsAnyExcept(methodText);

    public static bool IsHost(ReadOnlySpan<char> text) => text.Length is > 0 and <= LongestHost && !text.ContainsAnyExcept(hostText) && text.IndexOfAnyExcept("-.:") >= 0;

    public static bool IsHeaderName(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExcept(token);

    public static bool IsHeaderValue(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
            if (c is < ' ' and not '\t' or '\x7F') return false;
        return true;
    }

    /// <summary>A path as text that can be sent: bytes that no client sends as they are become %XX, and nothing else changes.</summary>
    public static string Path(ReadOnlySpan<byte> path)
    {
        if (!path.ContainsAnyExceptInRange((byte)'!', (byte)'~')) return Encoding.ASCII.GetString(path);
        StringBuilder text = new(path.Length + 16);
        foreach (byte one in path)
            if (one is >= (byte)'!' and <= (byte)'~') text.Append((char)one);
            else text.Append('%').Append(one.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        return text.ToString();
    }
}
