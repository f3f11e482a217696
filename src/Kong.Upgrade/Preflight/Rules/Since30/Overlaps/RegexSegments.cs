namespace Kong.Upgrade.Preflight.Rules.Since30.Overlaps;

/// <summary>A regex between its slashes: enough to tell cheaply that two have no path in common, as long as no segment can reach over a slash.</summary>
internal sealed class RegexSegments
{
    private readonly RegexSegment[] parts;
    private readonly bool ends;

    public RegexSegments(string regex)
    {
        IsChoice = HasChoice(regex);
        ends = regex.EndsWith('$') && !regex.EndsWith(@"\$", StringComparison.Ordinal);
        // [^/] is the one class that has a slash and is in every second regex.
        string[] texts = (ends ? regex[..^1] : regex).Replace(@"\/", "/", StringComparison.Ordinal).Replace("[^/]", @"\w", StringComparison.Ordinal).Split('/');
        parts = Array.ConvertAll(texts, t => new RegexSegment(t));
    }

    /// <summary>Whether it is several regexes in one, outside all groups.</summary>
    public bool IsChoice { get; }

    public bool Exclude(RegexSegments other)
    {
        if (IsChoice || other.IsChoice) return false;
        for (int at = 0; at < Math.Min(parts.Length, other.parts.Length); at++)
        {
            (RegexSegment mine, RegexSegment theirs) = (parts[at], other.parts[at]);
            if (mine.IsLiteral && theirs.IsLiteral)
            {
                if (!CanMeet(other, at)) return true;
                if (mine.Text != theirs.Text) return false;
            }
            else if ((mine.IsNumber && theirs.IsWord) || (mine.IsWord && theirs.IsNumber)) return true;
            else if (!mine.StaysInside || !theirs.StaysInside) return false;
        }

        return (ends && parts.Length < other.parts.Length) || (other.ends && other.parts.Length < parts.Length);
    }

    // A regex is not tied to a path's end unless it says so: its last segment may be the beginning of a longer one.
    private bool CanMeet(RegexSegments other, int at)
    {
        (string mine, string theirs) = (parts[at].Text, other.parts[at].Text);
        return mine == theirs || (MayGoOn(at) && theirs.StartsWith(mine, StringComparison.Ordinal)) || (other.MayGoOn(at) && mine.StartsWith(theirs, StringComparison.Ordinal));
    }

    private bool MayGoOn(int at) => at == parts.Length - 1 && !ends;

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
