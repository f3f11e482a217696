using System.Globalization;
using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Rust;

/// <summary>What follows a backslash.</summary>
internal sealed class RustEscape(PatternReader reader)
{
    private const string Meta = @"\.+*?()|[]{}^$#&-~", Control = "afnrtv", Controls = "\a\f\n\r\t\v";

    // What the flag x adds.
    private const char Space = ' ';

    /// <summary>An escape outside classes; its backslash is taken.</summary>
    public RegexNode Read(RegexModes modes, int at)
    {
        switch (reader.Here)
        {
            case 'A': reader.At++; return new RegexNode.Anchor(Place.Start);
            case 'z': reader.At++; return new RegexNode.Anchor(Place.End);
            case 'b' or 'B' when !reader.IsAtEnd: return Edge(reader.Take() == 'B', modes, at);
            default: return new RegexNode.Chars(Set(modes, at).Set);
        }
    }

    /// <summary>An escape that stands for characters, and whether for one by name, which may begin or end a range.</summary>
    public (CharSet Set, int? Literal) Set(RegexModes modes, int at)
    {
        if (reader.IsAtEnd) reader.Refuse("A backslash at the end", at);
        char letter = reader.Take();
        if (Named(letter, modes, at) is { } set) return (set, null);
        int literal = BasicPlane(reader, Literal(letter, modes, at));
        return (RustParser.Folded(CharSet.Of(literal), modes), literal);
    }

    /// <summary>What lies beyond the basic plane is never tried.</summary>
    public static int BasicPlane(PatternReader reader, int character)
    {
        if (character <= CharSet.Last) return character;
        reader.GoBeyond("A character beyond U+FFFF", reader.At - 1);
        return CharSet.Last;
    }

    private RegexNode.WordEdge Edge(bool isNegative, RegexModes modes, int at)
    {
        bool isBytes = modes.HasFlag(RegexModes.Bytes);
        if (isNegative && isBytes) reader.Refuse(@"'\B' without Unicode could match inside a character", at);
        if (reader.Here == '{' && !isNegative && (reader.Sees("{start") || reader.Sees("{end"))) reader.Refuse(RustParser.NewerCrates("'\\b{…}'"), at);
        return new RegexNode.WordEdge(isBytes ? CharSets.AsciiWord : CharSets.Word, isNegative);
    }

    private CharSet? Named(char letter, RegexModes modes, int at)
    {
        bool isBytes = modes.HasFlag(RegexModes.Bytes);
        CharSet? set = char.ToLowerInvariant(letter) switch
        {
            'd' => isBytes ? CharSets.AsciiDigit : CharSets.Digit,
            'w' => isBytes ? CharSets.AsciiWord : CharSets.Word,
            's' => isBytes ? CharSets.AsciiSpace : CharSets.Space,
            'p' => Property(modes, at),
            _ => null,
        };
        if (set is null || char.IsAsciiLetterLower(letter)) return set;
        if (isBytes) reader.Refuse($@"'\{letter}' without Unicode could match half a character", at);
        return set.Negate(CharSet.Last);
    }

    private CharSet Property(RegexModes modes, int at)
    {
        if (modes.HasFlag(RegexModes.Bytes)) reader.Refuse(@"'\p' without Unicode", at);
        string name = reader.TryTake('{') ? reader.TakeUntil('}') ?? throw reader.Refused(@"A '\p{' that does not end", at) : reader.Take().ToString();
        if (name.Length == 0 || name.StartsWith('^')) reader.Refuse($@"The property '{name}', which the Rust engine does not know,", at);
        if (UnicodeProperties.Loose(name) is not { } set)
        {
            reader.GoBeyond($@"The property '{name}', which this program does not know,", at);
            return CharSet.None;
        }
        return RustParser.Folded(set, modes);
    }

    private int Literal(char letter, RegexModes modes, int at)
    {
        if (letter is >= '0' and <= '9') reader.Refuse(letter == '0' ? "An octal escape, which the Rust engine does not have," : "A backreference, which the Rust engine does not have,", at);
        if (letter is 'x' or 'u' or 'U') return Code(letter, at);
        int control = Control.IndexOf(letter, StringComparison.Ordinal);
        if (control >= 0) return Controls[control];
        if (Meta.Contains(letter, StringComparison.Ordinal) || letter == Space && modes.HasFlag(RegexModes.Spaced)) return letter;
        if (letter is > ' ' and <= '~' && !char.IsAsciiLetter(letter) && letter is not '%') reader.Refuse(RustParser.NewerCrates($@"The escape '\{letter}'"), at);
        throw reader.Refused($@"The escape '\{letter}', which the Rust engine does not know,", at);
    }

    private int Code(char letter, int at)
    {
        string digits = reader.TryTake('{') ? reader.TakeUntil('}')?.Trim() ?? "" : reader.TakeWhile(char.IsAsciiHexDigit, letter switch { 'x' => 2, 'u' => 4, _ => 8 });
        bool isWhole = reader.Text[reader.At - 1] == '}' ? digits.Length > 0 : digits.Length == letter switch { 'x' => 2, 'u' => 4, _ => 8 };
        if (!isWhole || !int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code) || code is < 0 or > 0x10FFFF or >= 0xD800 and <= 0xDFFF)
            throw reader.Refused($@"'\{letter}' without a character's number", at);
        return code;
    }
}
