using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Pcre;

/// <summary>Reads a regex as PCRE does when it matches bytes: PCRE 8, or PCRE2 with what 10.43 brought.</summary>
internal sealed class PcreParser
{
    private const int DeepestNesting = 250;

    private readonly PatternReader _reader;
    private readonly PcreGroups _groups;
    private readonly PcreEscape _escape;
    private readonly PcreClass _class;
    private readonly PcreQuantifier _quantifier;
    private int _depth;

    private PcreParser(string pattern, PcreRelease release, PcreNames? whole)
    {
        _reader = new(pattern);
        Names = new(whole, release);
        _escape = new(_reader, Names, release);
        _class = new(_reader, _escape, release);
        _quantifier = new(_reader, release);
        _groups = new(this, _reader, Names, release);
    }

    public PcreNames Names { get; }

    /// <param name="pattern">The pattern, its bytes as characters.</param>
    /// <param name="release">Which PCRE.</param>
    /// <exception cref="RegexRefusedException">PCRE refuses it.</exception>
    public static ParsedRegex Parse(string pattern, PcreRelease release)
    {
        PcreParser first = new(pattern, release, null);
        first.Whole();
        PcreParser second = new(pattern, release, first.Names);
        RegexNode root = second.Whole();
        return new(root, second._reader.Beyond, second._reader.Remarks);
    }

    /// <summary>Alternatives up to a closing parenthesis or the end.</summary>
    public List<RegexNode> Branches(ref RegexModes modes, bool areNumberedAlike = false)
    {
        if (++_depth > DeepestNesting) _reader.Refuse($"Parentheses are nested deeper than {DeepestNesting}", _reader.At);
        List<RegexNode> branches = [];
        int start = Names.Count, most = start;
        do
        {
            if (areNumberedAlike) Names.Count = start;
            branches.Add(Sequence(ref modes));
            most = Math.Max(most, Names.Count);
        }
        while (_reader.TryTake('|'));
        Names.Count = most;
        _depth--;
        return branches;
    }

    private RegexNode Whole()
    {
        PcreVerbs.TakeOptions(_reader);
        RegexModes modes = RegexModes.None;
        RegexNode root = RegexNode.AnyOf(Branches(ref modes));
        if (!_reader.IsAtEnd) _reader.Refuse("A parenthesis is closed that was never opened", _reader.At);
        return root;
    }

    private RegexNode Sequence(ref RegexModes modes)
    {
        List<RegexNode> parts = [];
        bool isRepeatable = false;
        while (true)
        {
            SkipSpaces(modes);
            if (_reader.IsAtEnd || _reader.Here is '|' or ')') return RegexNode.InOrder(parts);
            int at = _reader.At;
            if (_quantifier.Read(modes) is { } quantifier)
            {
                if (!isRepeatable) _reader.Refuse("A quantifier repeats nothing", at);
                parts[^1] = new RegexNode.Repeat(parts[^1], quantifier.Least, quantifier.Most, quantifier.Greed);
                isRepeatable = false;
            }
            else if (_reader.TryTake(@"\Q")) isRepeatable |= Quoted(parts, modes);
            else if (!_reader.TryTake(@"\E") && !Comment()) isRepeatable = Add(parts, Item(ref modes));
        }
    }

    private bool Quoted(List<RegexNode> parts, RegexModes modes)
    {
        int end = _reader.Text.IndexOf(@"\E", _reader.At, StringComparison.Ordinal);
        string quoted = _reader.Text[_reader.At..(end < 0 ? _reader.Text.Length : end)];
        _reader.At = end < 0 ? _reader.Text.Length : end + 2;
        parts.AddRange(quoted.Select(c => new RegexNode.Chars(PcreEscape.Folded(CharSet.Of(c), modes))));
        return quoted.Length > 0;
    }

    private bool Comment()
    {
        int at = _reader.At;
        if (!_reader.TryTake("(?#")) return false;
        if (_reader.TakeUntil(')') is null) _reader.Refuse("A comment never ends; it opens", at);
        return true;
    }

    // Whether a quantifier may follow: not after what stands for a place or a setting.
    private static bool Add(List<RegexNode> parts, RegexNode? part)
    {
        if (part is null) return false;
        parts.Add(part);
        return part is not (RegexNode.Anchor or RegexNode.WordEdge);
    }

    private RegexNode? Item(ref RegexModes modes)
    {
        int at = _reader.At;
        switch (_reader.Take())
        {
            case '(': return _groups.Read(ref modes, at);
            case '[': return _class.Read(modes, at);
            case '\\': return _escape.Read(modes, at);
            case '.': return new RegexNode.Chars((modes.HasFlag(RegexModes.DotAll) ? CharSet.None : CharSet.Of('\n')).Negate(CharSet.LastByte));
            case '^': return new RegexNode.Anchor(modes.HasFlag(RegexModes.MultiLine) ? Place.InnerLineStart : Place.Start);
            case '$': return new RegexNode.Anchor(modes.HasFlag(RegexModes.MultiLine) ? Place.LineEnd : Place.EndOrLineFeed);
            default: return new RegexNode.Chars(PcreEscape.Folded(CharSet.Of(_reader.Text[at]), modes));
        }
    }

    private void SkipSpaces(RegexModes modes)
    {
        if (!modes.HasFlag(RegexModes.Spaced)) return;
        while (_reader.TakeWhile(IsSpace).Length > 0 || _reader.Here == '#')
            if (_reader.Here == '#' && _reader.TakeUntil('\n') is null) _reader.At = _reader.Text.Length;
    }

    private static bool IsSpace(char c) => c is ' ' or >= '\t' and <= '\r';
}
