using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Rust;

/// <summary>What stands between <c>(?</c> and <c>)</c> or <c>:</c>.</summary>
internal static class RustFlags
{
    private const string Letters = "imsUx";

    /// <summary>Reads up to the closing character, which is left.</summary>
    public static RegexModes Read(PatternReader reader, RegexModes modes, int at)
    {
        string flags = reader.TakeWhile(c => c is not (')' or ':'));
        if (reader.IsAtEnd) reader.Refuse("A group's flags do not end; it opens", at);
        if (flags.Length == 0 && reader.Here == ')') reader.Refuse("'(?)', which has no flags,", at);
        int minus = flags.IndexOf('-', StringComparison.Ordinal);
        if (flags.EndsWith('-') || flags.LastIndexOf('-') != minus) reader.Refuse("A '-' among flags that takes nothing away", at);
        if (flags.Distinct().Count() != flags.Length) reader.Refuse("A flag that is there twice", at);
        for (int i = 0; i < flags.Length; i++)
            if (i != minus) modes = Switch(reader, modes, flags[i], isOn: minus < 0 || i < minus, at);
        return modes;
    }

    private static RegexModes Switch(PatternReader reader, RegexModes modes, char flag, bool isOn, int at)
    {
        if (flag == 'R') reader.Refuse(RustParser.NewerCrates("The flag R"), at);
        if (flag == 'u') return isOn ? modes & ~RegexModes.Bytes : modes | RegexModes.Bytes;
        int index = Letters.IndexOf(flag, StringComparison.Ordinal);
        if (index < 0) reader.Refuse($"'(?{flag}', which Rust does not know,", at);
        RegexModes mode = (RegexModes)(1 << index);
        return isOn ? modes | mode : modes & ~mode;
    }
}
