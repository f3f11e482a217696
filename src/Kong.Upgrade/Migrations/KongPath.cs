using System.Globalization;
using System.Text.RegularExpressions;

namespace Kong.Upgrade.Migrations;

/// <summary>What <c>016_280_to_300</c> makes of a route's path when it is run, and so what a repetition makes of a path that was converted long ago (kong-facts 1.6, 12.3).</summary>
internal static partial class KongPath
{
    private const string Reserved = "!#$%&'()*+,/:;=?@[]";

    public static string Converted(string path) => (Plain().IsMatch(path) ? "" : "~") + Decoded(path);

    // Reserved characters stay encoded, in capitals. Bytes are decoded one by one, so the text is put together at the end.
    private static string Decoded(string path)
    {
        if (!path.Contains('%', StringComparison.Ordinal)) return path;
        return Encoded().Replace(path, run => Decode(run.Value));
    }

    private static string Decode(string run)
    {
        List<byte> bytes = [];
        for (int at = 0; at < run.Length; at += 3)
        {
            byte value = byte.Parse(run.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (Reserved.Contains((char)value, StringComparison.Ordinal)) bytes.AddRange(run.Substring(at, 3).ToUpperInvariant().Select(c => (byte)c));
            else bytes.Add(value);
        }
        return System.Text.Encoding.UTF8.GetString([.. bytes]);
    }

    [GeneratedRegex(@"^[A-Za-z0-9._~/%-]*\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"(?:%[0-9A-Fa-f]{2})+")]
    private static partial Regex Encoded();
}
