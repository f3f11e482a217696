using System.Globalization;
using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Pcre;

/// <summary>What follows a backslash.</summary>
internal sealed class PcreEscape(PatternReader reader, PcreNames names, PcreRelease release)
{
    // Letters that mean nothing: themselves in PCRE 8, refused in PCRE2.
    private const string Meaningless = "FiIjJmMOqTyY";

    private const string Simple = "aefnrt", Simples = "\a\u001B\f\n\r\t";

    private readonly PcreNumber _number = new(reader);

    private RegexModes Strict { get; set; }

    /// <summary>An escape outside classes; its backslash is taken.</summary>
    public RegexNode? Read(RegexModes modes, int at)
    {
        Strict = modes;
        if (reader.IsAtEnd) reader.Refuse("A backslash at the end", at);
        switch (reader.Take())
        {
            case 'A' or 'G': return new RegexNode.Anchor(Place.Start);
            case 'Z': return new RegexNode.Anchor(Place.EndOrLineFeed);
            case 'z': return new RegexNode.Anchor(Place.End);
            case 'b': return new RegexNode.WordEdge(CharSets.AsciiWord, false);
            case 'B': return new RegexNode.WordEdge(CharSets.AsciiWord, true);
            case 'K': return null;
            case 'R': return LineBreak();
            case 'X': return Beyond(@"'\X'", at);
            case 'C': return new RegexNode.Chars(CharSet.None.Negate(CharSet.LastByte));
            case 'N': return NotLineFeed(at);
            case 'g': return Numbered(modes, at);
            case 'k': return Reference(reader, names.Find(reader, Name(at), at), modes, at);
            case >= '1' and <= '9':
                reader.At--;
                return Digits(modes, at);
            default:
                reader.At--;
                return new RegexNode.Chars(Set(modes, at).Set);
        }
    }

    /// <summary>An escape that stands for characters, in a class or outside, and whether for one by name.</summary>
    public (CharSet Set, int? Literal) Set(RegexModes modes, int at)
    {
        Strict = modes;
        if (reader.IsAtEnd) reader.Refuse("A backslash at the end", at);
        char letter = reader.Take();
        if (Named(letter, at) is { } set) return (char.IsAsciiLetterUpper(letter) ? set.Negate(CharSet.LastByte) : set, null);
        int literal = Literal(letter, at);
        return (Folded(CharSet.Of(literal), modes), literal);
    }

    public static CharSet Folded(CharSet set, RegexModes modes) => modes.HasFlag(RegexModes.IgnoreCase) ? CaseFolding.Ascii(set) : set;

    public static RegexNode Reference(PatternReader reader, int number, RegexModes modes, int at)
    {
        if (modes.HasFlag(RegexModes.IgnoreCase)) reader.GoBeyond("A backreference without regard to case", at);
        return new RegexNode.BackReference(number);
    }

    private RegexNode Beyond(string what, int at)
    {
        reader.GoBeyond(what, at);
        return RegexNode.Nothing;
    }

    private static RegexNode.Atomic LineBreak() =>
        new(new RegexNode.Choice([new RegexNode.Sequence([new RegexNode.Chars(CharSet.Of('\r')), new RegexNode.Chars(CharSet.Of('\n'))]), new RegexNode.Chars(CharSets.VerticalByte)]));

    private RegexNode.Chars NotLineFeed(int at)
    {
        if (reader.Here == '{' && !(reader.At + 1 < reader.Text.Length && char.IsAsciiDigit(reader.Text[reader.At + 1]))) reader.Refuse(@"'\N{…}'", at);
        return new(CharSet.Of('\n').Negate(CharSet.LastByte));
    }

    private RegexNode Numbered(RegexModes modes, int at)
    {
        if (reader.Here is '<' or '\'')
        {
            char close = reader.Take() == '<' ? '>' : '\'';
            if (reader.TakeUntil(close) is null) reader.Refuse("A group's name does not end", at);
            return Beyond(@"The call of a group by '\g'", at);
        }
        string target = reader.TryTake('{') ? reader.TakeUntil('}') ?? throw reader.Refused(@"'\g{' does not end", at) : reader.TakeWhile(c => c is '-' or '+', 1) + reader.TakeWhile(char.IsAsciiDigit);
        if (!int.TryParse(target, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
            return target.Length == 0 ? throw reader.Refused(@"'\g' without a group", at) : Reference(reader, names.Find(reader, target, at), modes, at);
        return Reference(reader, names.Find(reader, target[0] is '-' ? names.Count + 1 + number : target[0] is '+' ? names.Count + number : number, at), modes, at);
    }

    private string Name(int at)
    {
        char close = reader.IsAtEnd ? '\0' : reader.Take() switch { '{' => '}', '<' => '>', '\'' => '\'', _ => '\0' };
        return (close == '\0' ? null : reader.TakeUntil(close)) ?? throw reader.Refused(@"'\k' without a name", at);
    }

    // Up to so many it is a group's number, above an octal number where there are not that many groups before it.
    private RegexNode Digits(RegexModes modes, int at)
    {
        char first = reader.Here;
        string digits = reader.TakeWhile(char.IsAsciiDigit);
        int number = int.TryParse(digits, CultureInfo.InvariantCulture, out int small) ? small : int.MaxValue;
        bool isReference = number <= names.Count || (release is PcreRelease.Eight ? number < 8 : number < 10 || first >= '8');
        if (isReference) return Reference(reader, names.Find(reader, number, at), modes, at);
        reader.At = at + 1;
        return new RegexNode.Chars(Folded(CharSet.Of(first >= '8' ? reader.Take() : _number.Octal(at)), modes));
    }

    private CharSet? Named(char letter, int at) => letter switch
    {
        'd' or 'D' => CharSets.AsciiDigit,
        'w' or 'W' => CharSets.AsciiWord,
        's' or 'S' => CharSets.AsciiSpace,
        'h' or 'H' => CharSets.HorizontalByte,
        'v' or 'V' => CharSets.VerticalByte,
        'p' or 'P' => Property(at),
        _ => null,
    };

    private CharSet Property(int at)
    {
        string name = reader.TryTake('{') ? reader.TakeUntil('}') ?? throw reader.Refused(@"'\p{' does not end", at) : reader.Take().ToString();
        bool isNegative = name.StartsWith('^');
        if (isNegative) name = name[1..];
        CharSet? set = name == "Any" ? CharSet.None.Negate(CharSet.LastByte) : UnicodeProperties.Short(name)?.Intersect(CharSet.Of((0, CharSet.LastByte)));
        if (set is null) reader.GoBeyond($@"The property '{name}', which this program does not know,", at);
        return set is null ? CharSet.None : isNegative ? set.Negate(CharSet.LastByte) : set;
    }

    private int Literal(char letter, int at)
    {
        int simple = Simple.IndexOf(letter, StringComparison.Ordinal);
        if (simple >= 0) return Simples[simple];
        if (letter is 'L' or 'l' or 'U' or 'u' or 'N') reader.Refuse($@"The escape '\{letter}', which PCRE does not have,", at);
        if (letter is 'c' or 'x' or 'o' || char.IsAsciiDigit(letter)) return _number.Read(letter, at);
        if (!char.IsAsciiLetter(letter)) return letter;
        bool isNew = Meaningless.Contains(letter, StringComparison.Ordinal) || release is PcreRelease.Eight;
        if (release is not PcreRelease.Eight || Strict.HasFlag(RegexModes.StrictEscapes)) reader.Refuse(isNew ? $@"The escape '\{letter}', which means nothing," : $@"The escape '\{letter}' in a class", at);
        reader.Remark($@"'\{letter}' is the letter itself for PCRE 8 only", at);
        return letter;
    }
}
