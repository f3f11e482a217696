using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Pcre;

/// <summary>What stands in <c>(*…)</c>: settings of the whole pattern, and verbs that steer backtracking. None of them can be tried here.</summary>
internal static class PcreVerbs
{
    private static readonly string[] options =
        ["UTF8", "UTF", "UCP", "CR", "LF", "CRLF", "ANYCRLF", "ANY", "NUL", "BSR_ANYCRLF", "BSR_UNICODE", "NO_START_OPT", "NO_AUTO_POSSESS", "NO_JIT", "NO_DOTSTAR_ANCHOR", "NOTEMPTY", "NOTEMPTY_ATSTART"];

    private static readonly string[] limits = ["LIMIT_MATCH=", "LIMIT_RECURSION=", "LIMIT_DEPTH=", "LIMIT_HEAP="];

    private static readonly string[] verbs = ["ACCEPT", "COMMIT", "F", "FAIL", "PRUNE", "SKIP", "THEN", "MARK", ""];

    /// <summary>Takes settings where alone they may stand: at the very start.</summary>
    public static void TakeOptions(PatternReader reader)
    {
        while (reader.Sees("(*"))
        {
            int at = reader.At;
            reader.At += 2;
            if (reader.TakeUntil(')') is not { } option || !(options.Contains(option) || limits.Any(l => option.StartsWith(l, StringComparison.Ordinal))))
            {
                reader.At = at;
                return;
            }
            reader.GoBeyond($"The setting '(*{option})'", at);
        }
    }

    /// <summary>Takes a verb whose opening parenthesis and asterisk are taken.</summary>
    public static void Take(PatternReader reader, PcreRelease release, int at)
    {
        if (reader.TakeUntil(')') is not { } verb) throw reader.Refused("A verb never ends; it opens", at);
        // PCRE2 names groups like this: (*atomic:…).
        bool isGroup = release is not PcreRelease.Eight && verb.Length > 0 && char.IsAsciiLetterLower(verb[0]);
        if (!isGroup && !verbs.Contains(verb.Split(':')[0])) reader.Refuse($"The verb '(*{verb})', which PCRE does not know,", at);
        reader.GoBeyond($"The verb '(*{verb})'", at);
        if (isGroup) reader.At = reader.Text.Length;
    }
}
