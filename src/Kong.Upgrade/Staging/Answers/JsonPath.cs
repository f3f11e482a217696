using System.Globalization;

namespace Kong.Upgrade.Staging.Answers;

/// <summary>A path into JSON: <c>$.a.b</c>, <c>$.a[0]</c>, <c>$['a b']</c>. Immutable.</summary>
internal sealed class JsonPath
{
    private JsonPath(string text, IReadOnlyList<JsonPathStep> steps) => (Text, Steps) = (text, steps);

    public string Text { get; }

    public IReadOnlyList<JsonPathStep> Steps { get; }

    /// <exception cref="FormatException">The path makes no sense; the message says where.</exception>
    public static JsonPath Parse(string text)
    {
        if (!text.StartsWith('$')) throw new FormatException($"The JSON path '{text}' does not begin with '$'.");
        List<JsonPathStep> steps = [];
        for (int at = 1; at < text.Length;) steps.Add(text[at] is '.' ? Name(text, ref at) : text[at] is '[' ? Bracket(text, ref at) : throw Wrong(text, at));
        return new(text, steps);
    }

    private static JsonPathStep Name(string text, ref int at)
    {
        int start = at + 1, end = text.AsSpan(start).IndexOfAny('.', '[') is var found and >= 0 ? start + found : text.Length;
        if (end == start) throw Wrong(text, at);
        at = end;
        return new(text[start..end], 0);
    }

    private static JsonPathStep Bracket(string text, ref int at)
    {
        int start = at + 1;
        if (start < text.Length && text[start] is '\'' or '"')
        {
            int quote = text.IndexOf(text[start], start + 1);
            if (quote < 0 || quote + 1 >= text.Length || text[quote + 1] != ']') throw Wrong(text, at);
            at = quote + 2;
            return new(text[(start + 1)..quote], 0);
        }
        int close = text.IndexOf(']', start);
        if (close < 0 || !int.TryParse(text.AsSpan(start, close - start), NumberStyles.None, CultureInfo.InvariantCulture, out int index)) throw Wrong(text, at);
        at = close + 1;
        return new(null, index);
    }

    private static FormatException Wrong(string text, int at) => new($"The JSON path '{text}' makes no sense at character {at + 1}. It is written like $.data[0].name or $['a b'].");
}
