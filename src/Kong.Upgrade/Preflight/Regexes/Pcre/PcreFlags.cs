using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Pcre;

/// <summary>What stands between <c>(?</c> and <c>)</c> or <c>:</c>.</summary>
internal static class PcreFlags
{
    /// <summary>Reads up to the closing character, which is left.</summary>
    public static RegexModes Read(PatternReader reader, RegexModes modes, PcreRelease release, int at)
    {
        bool isOn = true;
        if (release is not PcreRelease.Eight && reader.TryTake('^')) modes &= RegexModes.DuplicateNames | RegexModes.LazyFirst;
        while (reader.Here is not (')' or ':'))
        {
            if (reader.IsAtEnd) reader.Refuse("A group's flags do not end; it opens", at);
            if (reader.TryTake('-')) isOn = false;
            else if (reader.TryTake("xx") && release is not PcreRelease.Eight) modes = Set(modes, RegexModes.Spaced | RegexModes.SpacedClasses, isOn);
            else modes = Set(modes, Mode(reader, release, at), isOn);
        }
        return modes;
    }

    private static RegexModes Set(RegexModes modes, RegexModes some, bool isOn) => isOn ? modes | some : modes & ~some;

    private static RegexModes Mode(PatternReader reader, PcreRelease release, int at)
    {
        switch (reader.Take())
        {
            case 'i': return RegexModes.IgnoreCase;
            case 'm': return RegexModes.MultiLine;
            case 's': return RegexModes.DotAll;
            case 'x': return RegexModes.Spaced;
            case 'U': return RegexModes.LazyFirst;
            case 'J': return RegexModes.DuplicateNames;
            case 'X' when release is PcreRelease.Eight: return RegexModes.StrictEscapes;
            case 'n' when release is not PcreRelease.Eight: return RegexModes.NoCapture;
            case 'a' when release is PcreRelease.Ten43:
                reader.GoBeyond("The flag a", at);
                reader.TakeWhile(c => c is 'D' or 'S' or 'W' or 'P' or 'T');
                return RegexModes.None;
            case char other: throw reader.Refused($"'(?{other}', which PCRE does not know,", at);
        }
    }
}
