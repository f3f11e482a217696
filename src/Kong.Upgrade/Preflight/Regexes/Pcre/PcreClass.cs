using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Pcre;

/// <summary>What stands between brackets.</summary>
internal sealed class PcreClass(PatternReader reader, PcreEscape escape, PcreRelease release)
{
    /// <summary>A class whose opening bracket is taken.</summary>
    public RegexNode Read(RegexModes modes, int at)
    {
        if (IsPosix()) reader.Refuse("A POSIX class outside a class", at);
        if (reader.Sees("[:<:]]") || reader.Sees("[:>:]]")) return WordEnd(at);
        SkipQuotes();
        bool isNegative = reader.TryTake('^');
        CharSet set = CharSet.None;
        bool isFirst = true;
        while (isFirst || !CloseFollows(modes))
        {
            if (SkipAnd(modes).IsAtEnd) reader.Refuse("A class is never closed; it opens", at);
            set = set.Union(Item(modes, at));
            isFirst = false;
        }
        return new RegexNode.Chars(isNegative ? set.Negate(CharSet.LastByte) : set);
    }

    private bool CloseFollows(RegexModes modes) => SkipAnd(modes).TryTake(']');

    private RegexNode.Sequence WordEnd(int at)
    {
        reader.At += "[:<:]]".Length;
        reader.GoBeyond("The end of a word in POSIX's way", at);
        return new([]);
    }

    private CharSet Item(RegexModes modes, int at)
    {
        int start = reader.At;
        (CharSet set, int? first) = One(modes, at);
        if (SkipAnd(modes).Here != '-' || reader.IsAtEnd) return set;
        int hyphen = reader.At++;
        if (SkipAnd(modes).Here == ']') return Back(hyphen, set);
        if (first is null) return release is PcreRelease.Eight ? Back(hyphen, set) : throw reader.Refused("A range in a class that begins with more than a character", start);
        if (SkipAnd(modes).IsAtEnd) reader.Refuse("A class is never closed; it opens", at);
        int? last = One(modes, at).Literal;
        if (last is null) reader.Refuse("A range in a class that ends with more than a character", start);
        if (last < first) reader.Refuse("A range in a class from more to less", start);
        return PcreEscape.Folded(CharSet.Of((first.Value, last!.Value)), modes);
    }

    private CharSet Back(int hyphen, CharSet set)
    {
        reader.At = hyphen;
        return set;
    }

    private (CharSet Set, int? Literal) One(RegexModes modes, int at)
    {
        int start = reader.At;
        if (reader.TryTake(@"\Q")) return Quoted(start);
        char first = reader.Take();
        if (first == '[' && IsPosix()) return (Posix(modes, start), null);
        if (first != '\\') return Literal(first, modes);
        if (reader.TryTake('b')) return Literal('\b', modes);
        if (reader.Here == 'N') reader.Refuse(@"'\N' in a class", at);
        return escape.Set(modes, start);
    }

    private (CharSet Set, int? Literal) Quoted(int at)
    {
        int end = reader.Text.IndexOf(@"\E", reader.At, StringComparison.Ordinal);
        string quoted = reader.Text[reader.At..(end < 0 ? reader.Text.Length : end)];
        reader.At += quoted.Length;
        reader.GoBeyond("A quotation in a class", at);
        return (CharSet.OfAll(quoted), quoted.LastOrDefault());
    }

    private static (CharSet Set, int? Literal) Literal(char literal, RegexModes modes) => (PcreEscape.Folded(CharSet.Of(literal), modes), literal);

    private CharSet Posix(RegexModes modes, int at)
    {
        char kind = reader.Take();
        string name = reader.TakeUntil(kind) ?? "";
        reader.At++;
        if (kind != ':') reader.Refuse("A POSIX collating element", at);
        CharSet set = CharSets.Posix(name.TrimStart('^')) ?? throw reader.Refused($"The POSIX class '{name}', which PCRE does not know,", at);
        set = PcreEscape.Folded(set, modes);
        return name.StartsWith('^') ? set.Negate(CharSet.LastByte) : set;
    }

    // Whether here, after a bracket, stands [:name:] and its like: up to the sign and a bracket, with no bracket before.
    private bool IsPosix()
    {
        if (reader.Here is not (':' or '.' or '=')) return false;
        char kind = reader.Here;
        for (int i = reader.At + 1; i + 1 < reader.Text.Length; i++)
        {
            char here = reader.Text[i], next = reader.Text[i + 1];
            if (here == '\\' && next is ']' or '\\') i++;
            else if (here == '[' && next == kind || here == ']') return false;
            else if (here == kind && next == ']') return true;
        }
        return false;
    }

    private PatternReader SkipAnd(RegexModes modes)
    {
        do SkipQuotes();
        while (modes.HasFlag(RegexModes.SpacedClasses) && reader.TakeWhile(c => c is ' ' or '\t').Length > 0);
        return reader;
    }

    private void SkipQuotes()
    {
        while (reader.TryTake(@"\E") || reader.TryTake(@"\Q\E")) { }
    }
}
