using System.Globalization;
using System.Text.RegularExpressions;
using Kong.Upgrade.Processes;

namespace Kong.Upgrade.Staging.Answers;

/// <summary>Takes what was sent and nobody may see out of what came back. A service may echo it escaped: each language writes JSON otherwise, and URLs are written in capitals or not.</summary>
internal static partial class SentSecrets
{
    // JSON within JSON, within a URL.
    private const int Layers = 3;

    /// <summary>The text without secrets; with its escapes undone where one was hidden behind them.</summary>
    public static string RemoveFrom(string text, IReadOnlyList<string> values)
    {
        Secrets secrets = new(values);
        string shown = secrets.RemoveFrom(text), plain = shown;
        for (int layer = 0; layer < Layers && plain.AsSpan().ContainsAny('\\', '%'); layer++)
        {
            plain = Unescaped(plain);
            if (secrets.RemoveFrom(plain) is var clean && clean != plain) shown = plain = clean;
        }
        return shown;
    }

    private static string Unescaped(string text) => Escape().Replace(text, static found =>
        found.Groups["code"] is { Success: true } code ? ((char)ushort.Parse(code.ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString() : found.Groups["char"].Value);

    [GeneratedRegex("""\\u(?<code>[0-9a-fA-F]{4})|%(?<code>[0-9a-fA-F]{2})|\\(?<char>["\\/])""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Escape();
}
