using System.Globalization;
using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Pcre;

/// <summary>Groups that depend on a condition.</summary>
internal sealed class PcreConditions(PcreParser parser, PcreGroups groups, PatternReader reader, PcreNames names)
{
    /// <summary>A group of which <c>(?(</c> is taken.</summary>
    public RegexNode Read(RegexModes modes, int at)
    {
        if (reader.Here == '?') return ByLook(modes, at);
        string condition = reader.TakeUntil(')') ?? throw reader.Refused("A condition never ends; it opens", at);
        int? number = Number(condition, at);
        (RegexNode yes, RegexNode no) = Both(modes, at);
        return number is { } known ? new RegexNode.Conditional(known, yes, no) : RegexNode.Nothing;
    }

    // (?(?=a)b|c) is (?=a)b or (?!a)c.
    private RegexNode.Group ByLook(RegexModes modes, int at)
    {
        reader.At++;
        bool behind = reader.TryTake('<'), negative = reader.Here == '!';
        if (reader.Take() is not ('=' or '!')) reader.Refuse("A condition that is no assertion", at);
        RegexNode.Look look = groups.Look(modes, behind, negative, at);
        (RegexNode yes, RegexNode no) = Both(modes, at);
        return new(new RegexNode.Choice([new RegexNode.Sequence([look, yes]), new RegexNode.Sequence([look with { Negative = !negative }, no])]), null);
    }

    private (RegexNode Yes, RegexNode No) Both(RegexModes modes, int at)
    {
        List<RegexNode> branches = parser.Branches(ref modes);
        if (branches.Count > 2) reader.Refuse("A condition with more than two branches", at);
        if (!reader.TryTake(')')) reader.Refuse("A parenthesis is never closed; it opens", at);
        return (branches[0], branches.Count == 2 ? branches[1] : RegexNode.Nothing);
    }

    private int? Number(string condition, int at)
    {
        if (int.TryParse(condition, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
            return names.Find(reader, condition[0] is '-' ? names.Count + 1 + number : condition[0] is '+' ? names.Count + number : number, at);
        if (condition is ['<', .., '>'] or ['\'', .., '\'']) return names.Find(reader, condition[1..^1], at);
        // R, R1, DEFINE and VERSION are PCRE's own; any other word is a name.
        if (condition is not ("DEFINE" or ['R', ..] or ['V', 'E', 'R', 'S', 'I', 'O', 'N', ..])) return names.Find(reader, condition, at);
        reader.GoBeyond($"The condition '{condition}'", at);
        return null;
    }
}
