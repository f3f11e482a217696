using System.Buffers;

namespace Kong.Upgrade.Preflight.Rules.Since30.Overlaps;

/// <summary>A regex between its slashes: enough to tell cheaply that two have no path in common, as long as no segment can reach over a slash.</summary>
internal sealed class RegexSegments
{
    private static readonly string[] wide = [".", "[^", @"\S", @"\D", @"\W", "(?=", "(?!", "(?<=", "(?<!"];

    private readonly string[] parts;
    private readonly bool ends;

    public RegexSegments(string regex)
    {
        IsChoice = HasChoice(regex);
        ends = regex.EndsWith('$') && !regex.EndsWith(@"\$", StringComparison.Ordinal);
        // [^/] is the one class that has a slash and is in every second regex.
        parts = (ends ? regex[..^1] : regex).Replace(@"\/", "/", StringComparison.Ordinal).Replace("[^/]", @"\w", StringComparison.Ordinal).Split('/');
    }

    public static SearchValues<char> Special { get; } = SearchValues.Create(@"\^$.[]|()?*+{}");

    /// <summary>Whether it is several regexes in one, outside all groups.</summary>
    public bool IsChoice { get; }

    public bool Exclude(RegexSegments other)
    {
        if (IsChoice || other.IsChoice) return false;
        for (int at = 0; at < Math.Min(parts.Length, other.parts.Length); at++)
        {
            (string mine, string theirs) = (parts[at], other.parts[at]);
            if (IsLiteral(mine) && IsLiteral(theirs))
            {
                if (!CanMeet(other, at)) return true;
                if (mine != theirs) return false;
            }
            else if (IsNumberBesideWord(mine, theirs) || IsNumberBesideWord(theirs, mine)) return true;
            else if (!StaysInside(mine) || !StaysInside(theirs)) return false;
        }

        return (ends && parts.Length < other.parts.Length) || (other.ends && other.parts.Length < parts.Length);
    }

    // A regex is not tied to a path's end unless it says so: its last segment may be the beginning of a longer one.
    private bool CanMeet(RegexSegments other, int at) =>
        parts[at] == other.parts[at] || (MayGoOn(at) && other.parts[at].StartsWith(parts[at], StringComparison.Ordinal)) || (other.MayGoOn(at) && parts[at].StartsWith(other.parts[at], StringComparison.Ordinal));

    private bool MayGoOn(int at) => at == parts.Length - 1 && !ends;

    private static bool IsLiteral(string segment) => segment.AsSpan().IndexOfAny(Special) < 0;

    private static bool IsNumberBesideWord(string number, string word) =>
        word.Length > 0 && IsLiteral(word) && !char.IsAsciiDigit(word[0]) && Bare(number) is @"\d+" or "[0-9]+" or @"\d++";

    // A group around the whole, with a name or without.
    private static string Bare(string segment) =>
        segment is ['(', .., ')'] ? segment[(segment.StartsWith("(?<", StringComparison.Ordinal) ? segment.IndexOf('>', StringComparison.Ordinal) + 1 : segment.StartsWith("(?:", StringComparison.Ordinal) ? 3 : 1)..^1] : segment;

    private static bool StaysInside(string segment)
    {
        if (IsLiteral(segment)) return true;
        string rest = segment.Replace(@"\.", "", StringComparison.Ordinal);
        return !wide.Any(w => rest.Contains(w, StringComparison.Ordinal)) && rest.Count(c => c == '(') == rest.Count(c => c == ')') && rest.Count(c => c == '[') == rest.Count(c => c == ']');
    }

    private static bool HasChoice(string regex)
    {
        int depth = 0;
        for (int at = 0; at < regex.Length; at++)
        {
            if (regex[at] == '\\') at++;
            else if (regex[at] is '(' or '[') depth++;
            else if (regex[at] is ')' or ']') depth--;
            else if (regex[at] == '|' && depth == 0) return true;
        }

        return false;
    }
}
