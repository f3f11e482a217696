using System.Text;
using System.Text.RegularExpressions;

namespace Kong.Upgrade.Simulation.Routing;

/// <summary>Splits a request target and puts its path into the form that routes are compared with.</summary>
internal static partial class RequestPath
{
    // Decoding one of these would change what the path means.
    private const string Reserved = "!*'();:@&=+$,/?%#[]";

    // What is not reserved, but means something in a regular expression.
    private const string Meta = ".^-{}\\|";

    public static (string Path, string Query) Split(string target)
    {
        // A proxy-style target names scheme and host as well.
        if (!target.StartsWith('/') && Uri.TryCreate(target, UriKind.Absolute, out Uri? absolute))
            target = absolute.PathAndQuery;
        int question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? (Normalize(target), "") : (Normalize(target[..question]), target[question..]);
    }

    public static string Normalize(string path)
    {
        if (path.Contains('%', StringComparison.Ordinal))
            path = Decode(path);
        if (path.Contains("/.", StringComparison.Ordinal))
            path = WithoutDots(path);
        while (path.Contains("//", StringComparison.Ordinal))
            path = path.Replace("//", "/", StringComparison.Ordinal);
        return path;
    }

    private static string Decode(string path)
    {
        List<byte> bytes = new(path.Length);
        for (int i = 0; i < path.Length; i++)
        {
            if (path[i] == '%' && i + 2 < path.Length && Hex(path.AsSpan(i + 1, 2)) is { } value && !Reserved.Contains((char)value, StringComparison.Ordinal))
            {
                bytes.Add(value);
                i += 2;
            }
            else
                bytes.AddRange(Encoding.UTF8.GetBytes(path, i, 1));
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>Decodes within a regular expression, byte by byte: what would mean something there by itself is escaped, what is reserved stays encoded.</summary>
    public static string DecodeExpression(string expression)
    {
        string bytes = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(expression));
        return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(Escape().Replace(bytes, DecodeEscape)));
    }

    private static string DecodeEscape(Match escape)
    {
        char value = (char)Convert.ToByte(escape.Groups[1].Value, 16);
        return Reserved.Contains(value, StringComparison.Ordinal) ? escape.Value.ToUpperInvariant()
            : Meta.Contains(value, StringComparison.Ordinal) ? $"\\{value}"
            : value.ToString();
    }

    [GeneratedRegex("%([0-9a-fA-F]{2})", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();

    private static byte? Hex(ReadOnlySpan<char> digits) =>
        byte.TryParse(digits, System.Globalization.NumberStyles.AllowHexSpecifier, null, out byte value) ? value : null;

    private static string WithoutDots(string path)
    {
        List<string> kept = [];
        string[] segments = path.Split('/');
        foreach (string segment in segments[1..])
        {
            if (segment == ".." && kept.Count > 0)
                kept.RemoveAt(kept.Count - 1);
            else if (segment is not ("." or ".."))
                kept.Add(segment);
        }
        return "/" + string.Join('/', kept) + (segments[^1] is "." or ".." && kept.Count > 0 ? "/" : "");
    }
}
