namespace Kong.Upgrade.Preflight.Rules.Since37;

/// <summary>What PCRE2 refuses although PCRE accepted it: tried with PCRE2 10.42. Reads a regex once; says nothing of one that both refuse.</summary>
internal static class Pcre2Syntax
{
    // Letters that mean nothing after a backslash: PCRE took them for themselves.
    private const string Unknown = "iIjJmMOqTyY";

    // Escapes that stand for several characters, after which a hyphen cannot begin a range.
    private const string Shorthands = "dDwWsShHvVpP";

    /// <summary>Why it is refused; <see langword="null"/> where it is not.</summary>
    public static string? WhyRefused(string regex)
    {
        bool isInClass = false;
        for (int at = 0; at < regex.Length; at++)
        {
            if (regex[at] == '\\' && at + 1 < regex.Length)
            {
                char letter = regex[at + 1];
                if (letter == 'Q') return null;
                if (Unknown.Contains(letter, StringComparison.Ordinal)) return $"\\{letter} has no meaning";
                at = End(regex, at + 1);
                if (isInClass && Shorthands.Contains(letter, StringComparison.Ordinal) && IsRange(regex, at + 1)) return $"a range cannot begin with \\{letter}; write \\-";
            }
            else if (isInClass && regex[at] == '[' && Posix(regex, at) is { } end)
            {
                at = end;
                if (IsRange(regex, at + 1)) return "a range cannot begin with a class; write \\-";
            }
            else if (regex[at] == '[' && !isInClass)
            {
                isInClass = true;
                if (at + 1 < regex.Length && regex[at + 1] == '^') at++;
                if (at + 1 < regex.Length && regex[at + 1] == ']') at++;
            }
            else if (regex[at] == ']')
            {
                isInClass = false;
            }
        }

        return null;
    }

    // A hyphen that is last in its class is a hyphen for both.
    private static bool IsRange(string regex, int at) => at + 1 < regex.Length && regex[at] == '-' && regex[at + 1] != ']';

    // \p{L} goes on to its brace.
    private static int End(string regex, int letter) =>
        regex[letter] is 'p' or 'P' && letter + 1 < regex.Length && regex[letter + 1] == '{' && regex.IndexOf('}', letter) is var brace and > 0 ? brace : letter;

    private static int? Posix(string regex, int at) =>
        at + 1 < regex.Length && regex[at + 1] == ':' && regex.IndexOf(":]", at + 2, StringComparison.Ordinal) is var end and > 0 ? end + 1 : null;
}
