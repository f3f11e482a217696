using System.Text;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>Takes the text out of a <c>log_format</c> directive as it stands in nginx.conf: quoted pieces are one text.</summary>
internal static class NginxDirective
{
    /// <param name="text">A whole directive, its quoted pieces, or the text alone.</param>
    public static (string Text, bool IsEscaped) Text(string text)
    {
        bool isDirective = text.StartsWith("log_format", StringComparison.Ordinal) && text.Length > 10 && char.IsWhiteSpace(text[10]);
        if (!isDirective && !text.StartsWith('\'')) return (text, true);
        List<string> words = [.. Words(text)];
        if (isDirective) words.RemoveRange(0, Math.Min(2, words.Count));
        bool isEscaped = true;
        if (words.Count > 0 && words[0].StartsWith("escape=", StringComparison.Ordinal))
        {
            isEscaped = words[0] != "escape=none";
            words.RemoveAt(0);
        }
        return (string.Concat(words), isEscaped);
    }

    private static IEnumerable<string> Words(string text)
    {
        for (int at = 0; at < text.Length && text[at] != ';';)
        {
            if (char.IsWhiteSpace(text[at])) at++;
            else yield return text[at] is '\'' or '"' ? Quoted(text, ref at) : Bare(text, ref at);
        }
    }

    private static string Bare(string text, ref int at)
    {
        int begin = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] != ';') at++;
        return text[begin..at];
    }

    private static string Quoted(string text, ref int at)
    {
        char quote = text[at++];
        StringBuilder word = new();
        for (; at < text.Length && text[at] != quote; at++)
        {
            char next = at + 1 < text.Length && text[at] == '\\' ? text[at + 1] : '\0';
            if (next is '"' or '\'' or '\\' or 't' or 'n' or 'r')
            {
                word.Append(next switch { 't' => '\t', 'n' => '\n', 'r' => '\r', _ => next });
                at++;
            }
            else word.Append(text[at]);
        }
        at++;
        return word.ToString();
    }
}
