using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Trials;

/// <summary>Texts that a regex should match: each alternative, each kind of character, the first counts. The same for the same regex; the plainest first; never many.</summary>
internal sealed class SampleTexts
{
    private const int Most = 60, MostOfASet = 30, LongestText = 2_000;

    // What people write first.
    private const string Plain = "ab09AZ_-/. ~x1:@,;=+&^[]|%";

    private readonly bool _isBytes;
    private readonly Dictionary<int, string> _groups = [];

    // What may still be written: a nest of alternatives must not take for ever.
    private int _budget = 200_000;

    private SampleTexts(bool isBytes) => _isBytes = isBytes;

    public static IReadOnlyList<string> Of(RegexNode root, bool isBytes) => new SampleTexts(isBytes).Write(root);

    private List<string> Write(RegexNode node) => node switch
    {
        RegexNode.Chars chars => Write(chars.Set),
        RegexNode.Sequence sequence => Write(sequence),
        RegexNode.Choice choice => Shared([.. choice.Branches.Select(Write)]),
        RegexNode.Conditional conditional => Shared([Write(conditional.Yes), Write(conditional.No)]),
        RegexNode.Repeat repeat => Write(repeat),
        RegexNode.Group group => Remember(group),
        RegexNode.Atomic atomic => Write(atomic.Body),
        RegexNode.Look { Negative: false, Behind: false } look => ["", .. Write(look.At).Take(2)],
        RegexNode.BackReference reference => [_groups.GetValueOrDefault(reference.Number, "")],
        _ => [""],
    };

    private List<string> Remember(RegexNode.Group group)
    {
        List<string> texts = Write(group.Body);
        if (group.Number is { } number && texts.Count > 0) _groups[number] = texts[0];
        return texts;
    }

    private List<string> Write(CharSet set)
    {
        if (set.Single is { } one) return [((char)one).ToString()];
        // A byte above 127 is only part of a character.
        IEnumerable<char> bounds = set.Ranges.Take(8).SelectMany(r => new[] { (char)r.First, (char)r.Last }).Where(c => c < 128 || !_isBytes);
        IEnumerable<char> wanted = Plain.Concat(_isBytes ? "\n\r\v" : RegexAlphabet.Unusual).Where(c => set.Contains(c)).Concat(bounds);
        return [.. wanted.Where(c => !char.IsSurrogate(c)).Distinct().Take(MostOfASet).Select(c => c.ToString())];
    }

    // One part varies at a time, the others stay as they are first.
    private List<string> Write(RegexNode.Sequence sequence)
    {
        List<List<string>> parts = [.. sequence.Parts.Select(Write)];
        if (parts.Any(p => p.Count == 0)) return [];
        string first = string.Concat(parts.Select(p => p[0]));
        if (first.Length > LongestText) return first.Length > PathRegexTrial.Longest ? [] : [first];
        List<string> texts = [first, string.Concat(parts.Select(p => p[^1]))];
        for (int turn = 1; turn < parts.Select(p => p.Count).DefaultIfEmpty(0).Max() && texts.Count < Most; turn++)
            for (int i = 0, at = 0; i < parts.Count && texts.Count < Most && _budget > 0; at += parts[i++][0].Length)
                if (turn < parts[i].Count) texts.Add(Spent(string.Concat(first.AsSpan(0, at), parts[i][turn], first.AsSpan(at + parts[i][0].Length))));
        return [.. texts.Distinct()];
    }

    private string Spent(string text)
    {
        _budget -= text.Length + 1;
        return text;
    }

    private static List<string> Shared(List<List<string>> branches)
    {
        List<string> texts = [];
        for (int turn = 0; texts.Count < Most && branches.Any(b => turn < b.Count); turn++) texts.AddRange(branches.Where(b => turn < b.Count).Select(b => b[turn]));
        return [.. texts.Distinct().Take(Most)];
    }

    private List<string> Write(RegexNode.Repeat repeat)
    {
        List<string> one = Write(repeat.Body);
        if (one.Count == 0) return repeat.Least == 0 ? [""] : [];
        IEnumerable<int> counts = new[] { Math.Max(1, repeat.Least), repeat.Least, repeat.Least + 1, repeat.Least + 2, repeat.Most ?? 0 }.Distinct().Where(c => c >= repeat.Least && c <= (repeat.Most ?? int.MaxValue));
        int fewest = Math.Max(1, repeat.Least);
        IEnumerable<string> mixed = one.Count > 1 ? [string.Concat(Enumerable.Range(0, Math.Min(fewest + 1, repeat.Most ?? int.MaxValue)).Take(LongestText).Select(i => one[i % one.Count]))] : [];
        IEnumerable<string> same = counts.SelectMany(c => Times(one[0], c)), other = one.Skip(1).SelectMany(o => repeat.Most == 0 ? [] : Times(o, fewest));
        return [.. same.Concat(mixed).Concat(other).Distinct().Take(Most)];
    }

    private IEnumerable<string> Times(string text, int count)
    {
        if ((long)text.Length * count <= LongestText) yield return Spent(string.Concat(Enumerable.Repeat(text, count)));
    }
}
