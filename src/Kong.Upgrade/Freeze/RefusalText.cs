using System.Text;
using System.Text.RegularExpressions;

namespace Kong.Upgrade.Freeze;

/// <summary>What whoever writes configuration is told.</summary>
/// <remarks>
/// Kong looks at nothing but the text. A text with "violates foreign key constraint" that ends in <c>is still referenced from table "X".</c> becomes a
/// readable 400 that names X; any other becomes a 500 without a word (kong-facts 12.1 no. 1, 2). Kong takes what lies between the quotes by counting
/// characters from both ends, so nothing may follow, and X must not contain words that Kong looks for as well.
/// </remarks>
internal static partial class RefusalText
{
    public const string Shape = " refused; it violates foreign key constraint, row is still referenced from table ";

    private const int LongestPart = 200;

    /// <summary>X: who freezes and why, in plain characters.</summary>
    public static string Of(FreezeRequest request) => $"kong-upgrade freeze (run {Plain(request.RunId)}: {Plain(request.Reason)})";

    private static string Plain(string text)
    {
        StringBuilder plain = new(text.Length);
        foreach (char c in text) plain.Append(c is '"' or '\'' or '\\' || char.IsControl(c) ? ' ' : char.IsAscii(c) ? c : '?');
        string line = Blanks().Replace(plain.ToString(), " ").Trim();
        return KongsWords().Replace(line.Length <= LongestPart ? line : line[..LongestPart], "$1-");
    }

    [GeneratedRegex(" {2,}")]
    private static partial Regex Blanks();

    // "violates unique constraint", "violates not-null constraint", "is not present in table", "is still referenced from table"
    [GeneratedRegex("(violates|is not present|is still referenced) ")]
    private static partial Regex KongsWords();
}
