using System.Globalization;

namespace Kong.Upgrade.Preflight.Regexes.Syntax;

/// <summary>The sets that regexes have names for: by bytes in PCRE without UTF, by Unicode's properties in Rust.</summary>
internal static class CharSets
{
    public static readonly CharSet AsciiDigit = CharSet.Of(('0', '9'));

    public static readonly CharSet AsciiWord = CharSet.Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));

    // Since 8.34 PCRE counts the vertical tab; Rust's ASCII class does as well.
    public static readonly CharSet AsciiSpace = CharSet.Of(('\t', '\r'), (' ', ' '));

    // \h and \v of PCRE without UTF: what of them is a byte.
    public static readonly CharSet HorizontalByte = CharSet.OfAll("\t \u00A0");

    public static readonly CharSet VerticalByte = CharSet.Of(('\n', '\r'), (0x85, 0x85));

    private static readonly Lazy<UnicodeCategory[]> categories = new(() => [.. Enumerable.Range(0, CharSet.Last + 1).Select(c => CharUnicodeInfo.GetUnicodeCategory((char)c))]);

    private static readonly Lazy<CharSet> digit = new(() => Category(UnicodeCategory.DecimalDigitNumber));

    // UTS 18: letters and what counts as such, marks, digits, joiners; circled letters are "other alphabetic".
    private static readonly Lazy<CharSet> word = new(() => Category(Letters, [
        UnicodeCategory.LetterNumber, UnicodeCategory.NonSpacingMark, UnicodeCategory.SpacingCombiningMark, UnicodeCategory.EnclosingMark, UnicodeCategory.DecimalDigitNumber, UnicodeCategory.ConnectorPunctuation,
    ]).Union(CharSet.Of((0x200C, 0x200D), (0x24B6, 0x24E9))));

    private static readonly Dictionary<string, CharSet> posix = new()
    {
        ["alnum"] = CharSet.Of(('0', '9'), ('A', 'Z'), ('a', 'z')),
        ["alpha"] = CharSet.Of(('A', 'Z'), ('a', 'z')),
        ["ascii"] = CharSet.Of((0, 127)),
        ["blank"] = CharSet.OfAll("\t "),
        ["cntrl"] = CharSet.Of((0, 31), (127, 127)),
        ["digit"] = AsciiDigit,
        ["graph"] = CharSet.Of(('!', '~')),
        ["lower"] = CharSet.Of(('a', 'z')),
        ["print"] = CharSet.Of((' ', '~')),
        ["punct"] = CharSet.Of(('!', '/'), (':', '@'), ('[', '`'), ('{', '~')),
        ["space"] = AsciiSpace,
        ["upper"] = CharSet.Of(('A', 'Z')),
        ["word"] = AsciiWord,
        ["xdigit"] = CharSet.Of(('0', '9'), ('A', 'F'), ('a', 'f')),
    };

    public static CharSet Digit => digit.Value;

    public static CharSet Word => word.Value;

    public static CharSet Space { get; } = CharSet.Of(('\t', '\r'), (' ', ' '), (0x85, 0x85), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000));

    private static UnicodeCategory[] Letters =>
        [UnicodeCategory.UppercaseLetter, UnicodeCategory.LowercaseLetter, UnicodeCategory.TitlecaseLetter, UnicodeCategory.ModifierLetter, UnicodeCategory.OtherLetter];

    /// <summary>A POSIX class: ASCII in both worlds.</summary>
    public static CharSet? Posix(string name) => posix.GetValueOrDefault(name);

    public static CharSet Category(params IEnumerable<UnicodeCategory> wanted)
    {
        HashSet<UnicodeCategory> set = [.. wanted];
        UnicodeCategory[] all = categories.Value;
        return CharSet.Of(Enumerable.Range(0, all.Length).Where(c => set.Contains(all[c])).Select(c => (c, c)));
    }

    private static CharSet Category(UnicodeCategory[] some, UnicodeCategory[] more) => Category(some.Concat(more));
}
