using System.Globalization;
using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Pcre;

/// <summary>Escapes that name a character by its number.</summary>
internal sealed class PcreNumber(PatternReader reader)
{
    /// <summary>The character; the escape's letter or first digit is taken.</summary>
    public int Read(char letter, int at)
    {
        switch (letter)
        {
            case 'c': return Control(at);
            case 'x': return reader.TryTake('{') ? Braced(NumberStyles.AllowHexSpecifier, at) : Hexadecimal(reader.TakeWhile(char.IsAsciiHexDigit, 2));
            case 'o': return reader.TryTake('{') ? Braced(NumberStyles.None, at) : throw reader.Refused(@"'\o' without a brace", at);
            case '8' or '9': return letter;
            default:
                reader.At--;
                return Octal(at);
        }
    }

    /// <summary>Up to three octal digits.</summary>
    public int Octal(int at)
    {
        int value = reader.TakeWhile(c => c is >= '0' and <= '7', 3).Aggregate(0, (sum, digit) => sum * 8 + digit - '0');
        return value <= CharSet.LastByte ? value : throw reader.Refused("An octal number above 377", at);
    }

    private int Control(int at)
    {
        if (reader.IsAtEnd) reader.Refuse(@"'\c' at the end", at);
        char next = reader.Take();
        return next is >= ' ' and <= '~' ? char.ToUpperInvariant(next) ^ 0x40 : throw reader.Refused(@"'\c' before what is no ASCII character", at);
    }

    private static int Hexadecimal(string digits) => digits.Length == 0 ? 0 : int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private int Braced(NumberStyles style, int at)
    {
        string digits = reader.TakeUntil('}') ?? "";
        bool isOctal = style is NumberStyles.None;
        if (digits.Length is 0 or > 32 || !digits.All(c => isOctal ? c is >= '0' and <= '7' : char.IsAsciiHexDigit(c))) reader.Refuse("Braces without a character's number", at);
        long value = digits.Aggregate(0L, (sum, digit) => Math.Min(sum * (isOctal ? 8 : 16) + Hexadecimal(digit.ToString()), 1_000_000));
        return value <= CharSet.LastByte ? (int)value : throw reader.Refused("A character's number above FF", at);
    }
}
