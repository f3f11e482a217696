using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Rust;

/// <summary>What stands between brackets: items, classes within, and <c>&amp;&amp;</c>, <c>--</c> and <c>~~</c> between them, which PCRE takes for text.</summary>
internal sealed class RustClass(PatternReader reader, RustEscape escape)
{
    private const int DeepestNesting = 250;

    private int _depth;

    /// <summary>A class whose opening bracket is taken.</summary>
    public CharSet Read(RegexModes modes, int at)
    {
        if (++_depth > DeepestNesting) reader.Refuse($"Classes are nested deeper than {DeepestNesting}", at);
        bool isNegative = SkipAnd(modes).TryTake('^');
        CharSet all = First(modes), left = CharSet.None;
        char pending = '\0';
        while (!SkipAnd(modes).TryTake(']'))
        {
            if (reader.IsAtEnd) reader.Refuse("A class is never closed; it opens", at);
            if (Operator() is { } next)
            {
                left = Joined(left, pending, all, modes);
                (pending, all) = (next, CharSet.None);
            }
            else all = all.Union(Item(modes));
        }
        _depth--;
        return Finish(Joined(left, pending, all, modes), isNegative, modes, at);
    }

    private CharSet Finish(CharSet set, bool isNegative, RegexModes modes, int at)
    {
        if (!isNegative) return set;
        if (modes.HasFlag(RegexModes.Bytes)) reader.Refuse("A negated class without Unicode could match half a character", at);
        return set.Negate(CharSet.Last);
    }

    // Hyphens at the start are text, and so is a bracket right there.
    private CharSet First(RegexModes modes)
    {
        CharSet set = CharSet.None;
        while (SkipAnd(modes).TryTake('-')) set = CharSet.Of('-');
        if (set.IsEmpty && reader.TryTake(']')) set = CharSet.Of(']');
        return set;
    }

    private char? Operator()
    {
        int at = reader.At;
        foreach (char sign in "&-~")
        {
            if (!reader.TryTake(new string(sign, 2))) continue;
            reader.Remark($"'{sign}{sign}' in a class is an operation on sets for Rust, and text for PCRE,", at);
            return sign;
        }
        return null;
    }

    private static CharSet Joined(CharSet left, char sign, CharSet right, RegexModes modes) => sign switch
    {
        '\0' => right,
        '&' => RustParser.Folded(left, modes).Intersect(RustParser.Folded(right, modes)),
        '-' => RustParser.Folded(left, modes).Except(RustParser.Folded(right, modes)),
        _ => RustParser.Folded(left, modes).ExceptBoth(RustParser.Folded(right, modes)),
    };

    private CharSet Item(RegexModes modes)
    {
        int at = reader.At;
        if (reader.TryTake('['))
        {
            if (Posix() is { } named) return RustParser.Folded(named, modes);
            reader.Remark("a class within a class, which PCRE takes for text,", at);
            return Read(modes, at);
        }
        (CharSet set, int? first) = One(modes);
        SkipAnd(modes);
        if (reader.Here != '-' || reader.IsAtEnd || Follows(modes) is ']' or '-' or '\0') return set;
        reader.At++;
        SkipAnd(modes);
        int? last = reader.Here == '[' && Peek() == ':' ? null : One(modes).Literal;
        if (first is null || last is null) reader.Refuse("A range in a class that begins or ends with more than a character", at);
        if (last < first) reader.Refuse("A range in a class from more to less", at);
        return RustParser.Folded(CharSet.Of((first!.Value, last!.Value)), modes);
    }

    private (CharSet Set, int? Literal) One(RegexModes modes)
    {
        int at = reader.At;
        if (reader.IsAtEnd) reader.Refuse("A class is never closed; it ends", at);
        char first = reader.Take();
        if (first == '\\')
        {
            if (reader.Here is 'A' or 'z' or 'b' or 'B') reader.Refuse($@"'\{reader.Here}' in a class", at);
            return escape.Set(modes, at);
        }
        int literal = char.IsHighSurrogate(first) && char.IsLowSurrogate(reader.Here) ? RustEscape.BasicPlane(reader, char.ConvertToUtf32(first, reader.Take())) : first;
        return (RustParser.Folded(CharSet.Of(literal), modes), literal);
    }

    private CharSet? Posix()
    {
        int at = reader.At;
        if (reader.TryTake(':') && reader.TakeUntil(':') is { } name && reader.TryTake(']') && CharSets.Posix(name.TrimStart('^')) is { } set)
            return name.StartsWith('^') ? set.Negate(CharSet.Last) : set;
        reader.At = at;
        return null;
    }

    private char Peek() => reader.At + 1 < reader.Text.Length ? reader.Text[reader.At + 1] : '\0';

    private char Follows(RegexModes modes)
    {
        int next = reader.At + 1;
        while (modes.HasFlag(RegexModes.Spaced) && next < reader.Text.Length && char.IsWhiteSpace(reader.Text[next])) next++;
        return next < reader.Text.Length ? reader.Text[next] : '\0';
    }

    private PatternReader SkipAnd(RegexModes modes)
    {
        if (!modes.HasFlag(RegexModes.Spaced)) return reader;
        while (reader.TakeWhile(char.IsWhiteSpace).Length > 0 || reader.Here == '#')
            if (reader.Here == '#' && reader.TakeUntil('\n') is null) reader.At = reader.Text.Length;
        return reader;
    }
}
