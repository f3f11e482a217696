using System.Text;
using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Trials;

/// <summary>The paths that are tried: what both readings should match, and what they should just miss. Ordinary and short ones first.</summary>
internal static class CandidatePaths
{
    private const int MostVaried = 12, MostPlaces = 40, Most = 700, LongestInAll = 300_000;

    private static readonly UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // What may follow, or stand between.
    private static readonly string[] tails = ["x", "0", "/", "/x", "-", ".", "\n", "X", " "];

    private static readonly string[] strangers = ["x", "0", "/", "é", "\u0663", "\n"];

    public static IReadOnlyList<string> Of(params IEnumerable<(RegexNode Root, bool IsBytes)> readings)
    {
        List<string> seeds = [.. readings.SelectMany(r => SampleTexts.Of(r.Root, r.IsBytes).Select(t => r.IsBytes ? Characters(t) : t)).OfType<string>().Distinct()];
        IEnumerable<string> all = seeds.Concat(seeds.SelectMany(Around)).Concat(seeds.Take(MostVaried).SelectMany(Near)).Append("/").Append("/x");
        List<string> paths = [];
        int room = LongestInAll;
        foreach (string path in all.Where(PathText.IsPossible).Distinct().Take(Most).TakeWhile(p => (room -= p.Length) > 0)) paths.Add(path);
        return [.. paths.OrderBy(PathText.Rarity).ThenBy(p => p.Length).ThenBy(p => p, StringComparer.Ordinal)];
    }

    // Whatever is not bound to the start is found later in a path as well, and what is not bound to the end goes on.
    private static IEnumerable<string> Around(string text) =>
        [text + "x", text + "/x", .. text.StartsWith('/') ? ["/x" + text] : new[] { "/" + text, "/x/" + text, text.Length == 0 ? "/" : "/" + text[1..] }];

    private static IEnumerable<string> Near(string text)
    {
        foreach (string tail in tails) yield return text + tail;
        for (int i = 0; i < Math.Min(text.Length, MostPlaces); i++)
        {
            string before = text[..i], after = text[(i + 1)..];
            yield return before + after;
            yield return before + text[i] + text[i] + after;
            yield return before + Swapped(text[i]) + after;
            foreach (string stranger in strangers) yield return before + stranger + after;
        }
        if (text.Length > MostPlaces) yield return text[..^1];
    }

    private static char Swapped(char c) => char.IsAsciiLetterLower(c) ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c);

    private static string? Characters(string bytes)
    {
        if (bytes.All(c => c < 128)) return bytes;
        try
        {
            return strict.GetString(Encoding.Latin1.GetBytes(bytes));
        }
        catch (DecoderFallbackException)
        {
            // Half a character: no client's URL gets as far as the router's regexes.
            return null;
        }
    }
}
