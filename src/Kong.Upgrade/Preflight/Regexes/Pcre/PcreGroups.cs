using System.Globalization;
using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Pcre;

/// <summary>Everything that begins with a parenthesis.</summary>
internal sealed class PcreGroups(PcreParser parser, PatternReader reader, PcreNames names, PcreRelease release)
{
    /// <summary>A group whose parenthesis is taken; <see langword="null"/> for one that only sets flags.</summary>
    public RegexNode? Read(ref RegexModes modes, int at)
    {
        if (reader.Here == '*') return Verb(at);
        if (!reader.TryTake('?')) return modes.HasFlag(RegexModes.NoCapture) ? Plain(modes, at) : Capture(null, modes, at);
        if (reader.TryTake("<=")) return Look(modes, behind: true, negative: false, at);
        if (reader.TryTake("<!")) return Look(modes, behind: true, negative: true, at);
        if (reader.TryTake('=')) return Look(modes, behind: false, negative: false, at);
        if (reader.TryTake('!')) return Look(modes, behind: false, negative: true, at);
        if (reader.TryTake('>')) return new RegexNode.Atomic(Plain(modes, at));
        if (reader.TryTake('|')) return Closed(RegexNode.AnyOf(parser.Branches(ref modes, areNumberedAlike: true)), null, at);
        if (reader.TryTake("P<") || reader.TryTake('<')) return Capture('>', modes, at);
        if (reader.TryTake('\'')) return Capture('\'', modes, at);
        if (reader.TryTake("P=")) return PcreEscape.Reference(reader, names.Find(reader, Closing(')', at), at), modes, at);
        if (reader.TryTake('(')) return new PcreConditions(parser, this, reader, names).Read(modes, at);
        if (reader.TryTake('C')) return Callout(at);
        return reader.TryTake("P>") || reader.Here is 'R' or '&' or '+' || char.IsAsciiDigit(reader.Here) || reader.Here == '-' && IsDigitNext() ? Call(at) : Flags(ref modes, at);
    }

    /// <summary>What is left of a look-around, up to its closing parenthesis.</summary>
    public RegexNode.Look Look(RegexModes modes, bool behind, bool negative, int at)
    {
        List<RegexNode> branches = parser.Branches(ref modes);
        if (behind) CheckLength(branches, at);
        if (release is not PcreRelease.Eight && reader.Text[at..reader.At].Contains(@"\K", StringComparison.Ordinal)) reader.Refuse(@"'\K' in a look-around", at);
        return new(Closed(RegexNode.AnyOf(branches), null, at), behind, negative);
    }

    private static bool IsGroupless(RegexNode node) => !node.All().Any(n => n is RegexNode.BackReference or RegexNode.Conditional);

    private void CheckLength(List<RegexNode> branches, int at)
    {
        if (!branches.All(IsGroupless)) reader.GoBeyond("A reference in a look-behind", at);
        bool mayVary = release is PcreRelease.Ten43;
        foreach ((long least, long? most) in branches.Select(b => b.Length()))
        {
            if (most is null || most > least && !mayVary) reader.Refuse("A look-behind whose length is not fixed", at);
            if (most > 255 && most > least) reader.Refuse("A look-behind that is longer than 255", at);
            if (most > least) reader.Remark("a look-behind whose length varies, which PCRE before 10.43 refuses,", at);
        }
    }

    private RegexNode.Group Plain(RegexModes modes, int at) => Closed(RegexNode.AnyOf(parser.Branches(ref modes)), null, at);

    private RegexNode.Group Capture(char? close, RegexModes modes, int at)
    {
        int number = names.Open();
        if (close is { } end) names.Name(reader, Closing(end, at), modes.HasFlag(RegexModes.DuplicateNames), at);
        return Closed(RegexNode.AnyOf(parser.Branches(ref modes)), number, at);
    }

    private RegexNode.Group Closed(RegexNode body, int? number, int at)
    {
        if (!reader.TryTake(')')) reader.Refuse("A parenthesis is never closed; it opens", at);
        return new(body, number);
    }

    private string Closing(char close, int at) => reader.TakeUntil(close) ?? throw reader.Refused("A group's name does not end", at);

    private RegexNode? Verb(int at)
    {
        reader.At++;
        PcreVerbs.Take(reader, release, at);
        return null;
    }

    private RegexNode? Callout(int at)
    {
        string number = reader.TakeWhile(char.IsAsciiDigit);
        if (reader.TryTake(')')) return null;
        if (release is PcreRelease.Eight || number.Length > 0) reader.Refuse("A callout that does not end", at);
        reader.GoBeyond("A callout with a text", at);
        reader.At = reader.Text.Length;
        return null;
    }

    private bool IsDigitNext() => reader.At + 1 < reader.Text.Length && char.IsAsciiDigit(reader.Text[reader.At + 1]);

    private RegexNode Call(int at)
    {
        string target = Closing(')', at);
        if (int.TryParse(target, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
        {
            if (number != 0) names.Find(reader, target[0] is '-' ? names.Count + 1 + number : target[0] is '+' ? names.Count + number : number, at);
        }
        else if (target != "R") names.Find(reader, target.TrimStart('&'), at);
        reader.GoBeyond("Recursion, or the call of a group,", at);
        return RegexNode.Nothing;
    }

    private RegexNode.Group? Flags(ref RegexModes modes, int at)
    {
        RegexModes inner = PcreFlags.Read(reader, modes, release, at);
        if (reader.TryTake(':')) return Plain(inner, at);
        reader.At++;
        modes = inner;
        return null;
    }
}
