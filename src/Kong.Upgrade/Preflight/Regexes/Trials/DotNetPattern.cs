using System.Globalization;
using System.Text;
using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Trials;

/// <summary>Writes a regex for .NET's engine so that nothing of .NET's own reading gets in: only ranges of characters, anchors and groups.</summary>
internal sealed class DotNetPattern
{
    private const int Longest = 1_000_000;

    private readonly StringBuilder _text = new();
    private readonly Dictionary<CharSet, string> _written = new(ReferenceEqualityComparer.Instance);
    private readonly Func<CharSet, IEnumerable<(int First, int Last)>> _cut;
    private readonly bool _remembers;

    private DotNetPattern(RegexNode root, Func<CharSet, IEnumerable<(int First, int Last)>> cut) =>
        (_cut, _remembers) = (cut, root.All().Any(n => n is RegexNode.BackReference or RegexNode.Conditional));

    /// <summary>The pattern, or <see langword="null"/> where it would be too large.</summary>
    /// <param name="root">The regex.</param>
    /// <param name="cut">What of a set is written.</param>
    public static string? Of(RegexNode root, Func<CharSet, IEnumerable<(int First, int Last)>> cut)
    {
        DotNetPattern pattern = new(root, cut);
        pattern.Write(root);
        return pattern._text.Length > Longest ? null : pattern._text.ToString();
    }

    private void Write(RegexNode node)
    {
        if (_text.Length > Longest) return;
        switch (node)
        {
            case RegexNode.Chars chars: _text.Append(Text(chars.Set)); break;
            case RegexNode.Sequence sequence: foreach (RegexNode part in sequence.Parts) Write(part); break;
            case RegexNode.Choice choice: In("(?:", choice.Branches); break;
            case RegexNode.Repeat repeat: Write(repeat); break;
            case RegexNode.Group group: In(_remembers && group.Number is { } number ? $"(?<{Number(number)}>" : "(?:", [group.Body]); break;
            case RegexNode.Atomic atomic: In("(?>", [atomic.Body]); break;
            case RegexNode.Look look: In((look.Behind, look.Negative) switch { (true, true) => "(?<!", (true, false) => "(?<=", (false, true) => "(?!", _ => "(?=" }, [look.At]); break;
            case RegexNode.Anchor anchor: _text.Append(Text(anchor.Place)); break;
            case RegexNode.WordEdge edge: Write(edge); break;
            case RegexNode.BackReference reference: _text.Append($"(?:\\k<{Number(reference.Number)}>)"); break;
            case RegexNode.Conditional conditional: In($"(?({Number(conditional.Number)})", [conditional.Yes, conditional.No]); break;
        }
    }

    private void In(string opening, IReadOnlyList<RegexNode> branches)
    {
        _text.Append(opening);
        for (int i = 0; i < branches.Count; i++)
        {
            if (i > 0) _text.Append('|');
            Write(branches[i]);
        }
        _text.Append(')');
    }

    private void Write(RegexNode.Repeat repeat)
    {
        _text.Append(repeat.Greed is Greed.Possessive ? "(?>" : "");
        In("(?:", [repeat.Body]);
        _text.Append((repeat.Least, repeat.Most) switch
        {
            (0, null) => "*",
            (1, null) => "+",
            (0, 1) => "?",
            (int least, null) => $"{{{Number(least)},}}",
            (int least, int most) => $"{{{Number(least)},{Number(most)}}}",
        });
        _text.Append(repeat.Greed switch { Greed.Possessive => ")", Greed.Lazy => "?", _ => "" });
    }

    private void Write(RegexNode.WordEdge edge)
    {
        string word = Text(edge.Word);
        _text.Append(edge.Negative ? $"(?:(?<={word})(?={word})|(?<!{word})(?!{word}))" : $"(?:(?<={word})(?!{word})|(?<!{word})(?={word}))");
    }

    private static string Text(Place place) => place switch
    {
        Place.Start => @"\A",
        Place.LineStart => "(?m:^)",
        Place.InnerLineStart => @"(?:\A|(?<=\n)(?!\z))",
        Place.End => @"\z",
        Place.EndOrLineFeed => @"\Z",
        _ => "(?m:$)",
    };

    private string Text(CharSet set)
    {
        if (_written.TryGetValue(set, out string? known)) return known;
        if (set.Single is { } one) return _written[set] = Code(one);
        string ranges = string.Concat(_cut(set).Select(r => r.First == r.Last ? Code(r.First) : Code(r.First) + "-" + Code(r.Last)));
        // What no character is in: not even the first.
        return _written[set] = ranges.Length == 0 ? @"[^\u0000-\uFFFF]" : $"[{ranges}]";
    }

    private static string Code(int character) => @"\u" + character.ToString("X4", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
