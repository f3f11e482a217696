using System.Text;

namespace Kong.Upgrade.Preflight.Regexes;

/// <summary>
/// A regex with every run of plain letters and digits shortened to one: <c>/v\d+/things/4711</c> and <c>/v\d+/orders/12</c> have one shape. Which letters they are makes no difference between
/// engines, so where a shape is read alike, so is every regex of that shape; thousands of routes usually have a handful of shapes.
/// </summary>
internal static class RegexShape
{
    public static string Of(string regex)
    {
        StringBuilder shape = new(regex.Length);
        for (int at = 0; at < regex.Length;)
        {
            int end = char.IsAsciiLetterOrDigit(regex[at]) ? EndOfRun(regex, at) : EndOfPart(regex, at);
            if (char.IsAsciiLetterOrDigit(regex[at])) shape.Append('a');
            else shape.Append(regex, at, end - at);
            at = end;
        }
        return shape.ToString();
    }

    private static int EndOfRun(string regex, int at)
    {
        while (at < regex.Length && char.IsAsciiLetterOrDigit(regex[at])) at++;
        return at;
    }

    // What must stay as it is: escapes with what belongs to them, classes, counts, and the heads of groups with their names.
    private static int EndOfPart(string regex, int at) => regex[at] switch
    {
        '\\' => EndOfEscape(regex, at + 1),
        '[' => EndOfClass(regex, at + 1),
        '{' => After(regex, at, "}"),
        '(' when at + 1 < regex.Length && regex[at + 1] is '?' or '*' => After(regex, at, ":>=!)'"),
        _ => at + 1,
    };

    private static int EndOfEscape(string regex, int at)
    {
        // What is quoted is not looked into.
        if (at < regex.Length && regex[at] == 'Q') return regex.Length;
        int end = at < regex.Length && char.IsAsciiDigit(regex[at]) ? EndOfRun(regex, at) : Math.Min(at + 1, regex.Length);
        if (at < regex.Length && regex[at] is 'x' or 'c' or 'o' or 'N' or 'u' or 'U' or 'p' or 'P' or 'k' or 'g') end = EndOfRun(regex, at);
        return end < regex.Length && regex[end] is '{' or '<' or '\'' ? After(regex, end, regex[end] is '{' ? "}" : regex[end] is '<' ? ">" : "'") : end;
    }

    // A class may hold classes, and a bracket that closes nothing; whatever it is, all of it stays.
    private static int EndOfClass(string regex, int at)
    {
        int depth = 1;
        for (int i = at; i < regex.Length; i++)
        {
            if (regex[i] == '\\') i++;
            else if (regex[i] == '[') depth++;
            else if (regex[i] == ']' && i > at && --depth == 0) return i + 1;
        }
        return regex.Length;
    }

    private static int After(string regex, int at, string ends) => regex.AsSpan(at + 1).IndexOfAny(ends) is var found and >= 0 ? at + 1 + found + 1 : regex.Length;
}
