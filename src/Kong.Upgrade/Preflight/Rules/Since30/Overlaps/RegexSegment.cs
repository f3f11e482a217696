using System.Buffers;

namespace Kong.Upgrade.Preflight.Rules.Since30.Overlaps;

/// <summary>What stands between two slashes of a regex. All is told once, because each segment is compared with many.</summary>
internal sealed class RegexSegment
{
    private static readonly string[] wide = [".", "[^", @"\S", @"\D", @"\W", "(?=", "(?!", "(?<=", "(?<!"];

    public RegexSegment(string text)
    {
        Text = text;
        IsLiteral = text.AsSpan().IndexOfAny(Special) < 0;
        IsNumber = !IsLiteral && Bare(text) is @"\d+" or "[0-9]+" or @"\d++";
        StaysInside = IsLiteral || IsNumber || HasNoWideParts(text);
    }

    public static SearchValues<char> Special { get; } = SearchValues.Create(@"\^$.[]|()?*+{}");

    public string Text { get; }

    public bool IsLiteral { get; }

    /// <summary>Whether digits suit it, and nothing else.</summary>
    public bool IsNumber { get; }

    /// <summary>Whether what suits it has no slash.</summary>
    public bool StaysInside { get; }

    /// <summary>Whether it is a word that begins with no digit.</summary>
    public bool IsWord => IsLiteral && Text.Length > 0 && !char.IsAsciiDigit(Text[0]);

    // A group around the whole, with a name or without.
    private static string Bare(string segment) =>
        segment is ['(', .., ')'] ? segment[(segment.StartsWith("(?<", StringComparison.Ordinal) ? segment.IndexOf('>', StringComparison.Ordinal) + 1 : segment.StartsWith("(?:", StringComparison.Ordinal) ? 3 : 1)..^1] : segment;

    private static bool HasNoWideParts(string segment)
    {
        string rest = segment.Replace(@"\.", "", StringComparison.Ordinal);
        ReadOnlySpan<char> span = rest;
        return !Array.Exists(wide, w => rest.Contains(w, StringComparison.Ordinal)) && span.Count('(') == span.Count(')') && span.Count('[') == span.Count(']');
    }
}
