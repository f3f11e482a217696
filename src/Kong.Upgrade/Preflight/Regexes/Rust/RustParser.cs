using System.Globalization;
using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Rust;

/// <summary>
/// Reads a regex as Rust's <c>regex</c> crate does: its version 1.7 and what later ones add is said, because 3.9.1 was seen to refuse <c>\/</c> (kong-facts 13 no. 1), though the lock
/// file of its release names 1.11.1, which reads it (Kong/kong crate_locks/atc_router.Cargo.lock@3.9.1).
/// </summary>
internal sealed class RustParser
{
    private const int DeepestNesting = 250;

    // Kong's packages are built with a crate that reads these; the 3.9.1 that was seen was not (see above).
    private const string DependsOnBuild = "(the Kong 3.9.1 that was tried refused it; builds with regex crate 1.8 or newer read it, so see on green)";

    private readonly PatternReader _reader;
    private readonly RustClass _class;
    private readonly RustEscape _escape;
    private readonly HashSet<string> _names = [];
    private int _depth;

    private RustParser(string pattern, IReadOnlyList<int> added)
    {
        _reader = new(pattern, added);
        _escape = new(_reader);
        _class = new(_reader, _escape);
    }

    /// <param name="pattern">The pattern as the crate is given it.</param>
    /// <param name="added">Where characters stand that the user did not write: messages do not count them.</param>
    /// <exception cref="RegexRefusedException">The crate refuses it.</exception>
    public static ParsedRegex Parse(string pattern, params IReadOnlyList<int> added)
    {
        RustParser parser = new(pattern, added);
        RegexModes modes = RegexModes.None;
        RegexNode root = parser.Choice(ref modes);
        if (!parser._reader.IsAtEnd) parser._reader.Refuse("A parenthesis is closed that was never opened", parser._reader.At);
        if (root.Depth() > DeepestNesting) throw new RegexRefusedException($"It is nested deeper than {DeepestNesting}");
        return new(root, parser._reader.Beyond, parser._reader.Remarks);
    }

    /// <summary>Says that a refusal depends on how Kong was built.</summary>
    public static string NewerCrates(string what) => $"{what} {DependsOnBuild}";

    private RegexNode Choice(ref RegexModes modes)
    {
        List<RegexNode> branches = [];
        do branches.Add(Sequence(ref modes)); while (_reader.TryTake('|'));
        return RegexNode.AnyOf(branches);
    }

    private RegexNode Sequence(ref RegexModes modes)
    {
        List<RegexNode> parts = [];
        bool isRepeatable = false;
        int stacked = 0;
        while (true)
        {
            SkipSpaces(modes);
            if (_reader.IsAtEnd || _reader.Here is '|' or ')') return RegexNode.InOrder(parts);
            if (_reader.Here is '*' or '+' or '?' or '{')
            {
                if (!isRepeatable) _reader.Refuse("A quantifier repeats nothing", _reader.At);
                if (++stacked > DeepestNesting) _reader.Refuse($"More than {DeepestNesting} quantifiers follow each other", _reader.At);
                parts[^1] = Repeat(parts[^1], modes);
            }
            else if (Item(ref modes) is { } item) (isRepeatable, stacked) = (Added(parts, item), 0);
            else isRepeatable = false;
        }
    }

    private static bool Added(List<RegexNode> parts, RegexNode part)
    {
        parts.Add(part);
        return true;
    }

    private RegexNode? Item(ref RegexModes modes)
    {
        int at = _reader.At;
        switch (_reader.Take())
        {
            case '(': return Group(ref modes, at);
            case '[': return new RegexNode.Chars(_class.Read(modes, at));
            case '\\': return _escape.Read(modes, at);
            case '.': return new RegexNode.Chars(Dot(modes, at));
            case '^': return new RegexNode.Anchor(modes.HasFlag(RegexModes.MultiLine) ? Place.LineStart : Place.Start);
            case '$': return new RegexNode.Anchor(modes.HasFlag(RegexModes.MultiLine) ? Place.LineEnd : Place.End);
            default:
                _reader.At = at;
                return new RegexNode.Chars(Folded(CharSet.Of(RustEscape.BasicPlane(_reader, Literal())), modes));
        }
    }

    private int Literal()
    {
        int at = _reader.At;
        char first = _reader.Take();
        return char.IsHighSurrogate(first) && char.IsLowSurrogate(_reader.Here) ? char.ConvertToUtf32(first, _reader.Take()) : _reader.Text[at];
    }

    private CharSet Dot(RegexModes modes, int at)
    {
        if (modes.HasFlag(RegexModes.Bytes)) _reader.Refuse("'.' without Unicode could match half a character", at);
        return (modes.HasFlag(RegexModes.DotAll) ? CharSet.None : CharSet.Of('\n')).Negate(CharSet.Last);
    }

    public static CharSet Folded(CharSet set, RegexModes modes) => !modes.HasFlag(RegexModes.IgnoreCase) ? set : modes.HasFlag(RegexModes.Bytes) ? CaseFolding.Ascii(set) : CaseFolding.Unicode(set);

    private RegexNode.Group? Group(ref RegexModes modes, int at)
    {
        RegexModes inner = modes;
        if (RustLooks.Name(_reader) is { } look) _reader.Refuse($"{look}, which the Rust engine does not have,", at);
        if (_reader.TryTake("?P<")) AddName(at);
        else if (_reader.TryTake('?'))
        {
            inner = RustFlags.Read(_reader, modes, at);
            if (_reader.TryTake(')'))
            {
                modes = inner;
                return null;
            }
            _reader.At++;
        }
        if (++_depth > DeepestNesting) _reader.Refuse($"It is nested deeper than {DeepestNesting}", at);
        RegexNode body = Choice(ref inner);
        _depth--;
        if (!_reader.TryTake(')')) _reader.Refuse("A parenthesis is never closed; it opens", at);
        return new RegexNode.Group(body, null);
    }

    private void AddName(int at)
    {
        string name = _reader.TakeUntil('>') ?? throw _reader.Refused("A group's name does not end", at);
        if (name.Length == 0 || !(char.IsLetter(name[0]) || name[0] == '_') || !name.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '[' or ']'))
            _reader.Refuse($"'{name}', which is no name for a group,", at);
        if (!_names.Add(name)) _reader.Refuse($"A second group with the name '{name}'", at);
    }

    private RegexNode.Repeat Repeat(RegexNode what, RegexModes modes)
    {
        (int least, int? most) = _reader.Take() switch { '*' => (0, (int?)null), '+' => (1, null), '?' => (0, 1), _ => Counted(modes, _reader.At - 1) };
        bool isLazy = _reader.TryTake('?') != modes.HasFlag(RegexModes.LazyFirst);
        if (_reader.Here == '+') _reader.Remark("a quantifier after a quantifier: PCRE gives nothing back, Rust repeats the repetition", _reader.At);
        return new RegexNode.Repeat(what, least, most, isLazy ? Greed.Lazy : Greed.Greedy);
    }

    private (int Least, int? Most) Counted(RegexModes modes, int at)
    {
        int least = Number(modes, at);
        int? most = least;
        if (_reader.TryTake(',')) most = SkipAndSee('}') ? null : Number(modes, at);
        if (!_reader.TryTake('}')) _reader.Refuse("A '{' that counts, and never ends or counts nothing,", at);
        if (most < least) _reader.Refuse("A count from more to less", at);
        return (least, most);
    }

    private bool SkipAndSee(char close)
    {
        _reader.TakeWhile(char.IsWhiteSpace);
        return _reader.Here == close;
    }

    private int Number(RegexModes modes, int at)
    {
        _reader.TakeWhile(char.IsWhiteSpace);
        SkipSpaces(modes);
        string digits = _reader.TakeWhile(char.IsAsciiDigit);
        _reader.TakeWhile(char.IsWhiteSpace);
        if (digits.Length == 0) _reader.Refuse("A '{' without a count (Rust reads none as text)", at);
        return int.TryParse(digits, CultureInfo.InvariantCulture, out int number) ? number : throw _reader.Refused("A count that is too large", at);
    }

    private void SkipSpaces(RegexModes modes)
    {
        if (!modes.HasFlag(RegexModes.Spaced)) return;
        while (_reader.TakeWhile(char.IsWhiteSpace).Length > 0 || _reader.Here == '#')
            if (_reader.Here == '#' && _reader.TakeUntil('\n') is null) _reader.At = _reader.Text.Length;
    }
}
