using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Pcre;

/// <summary>The groups of a pattern. A pattern is read twice: the second time it is known what the end holds.</summary>
internal sealed class PcreNames(PcreNames? whole, PcreRelease release)
{
    private readonly Dictionary<string, int> _numbers = [];

    /// <summary>How many groups were opened so far.</summary>
    public int Count { get; set; }

    /// <summary>How many there are in all, however they are counted.</summary>
    public int Most { get; private set; }

    public int Open()
    {
        Most = Math.Max(Most, ++Count);
        return Count;
    }

    public void Name(PatternReader reader, string name, bool mayRepeat, int at)
    {
        if (name.Length == 0 && release is not PcreRelease.Eight || name.Length > 0 && char.IsAsciiDigit(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')) reader.Refuse($"'{name}', which is no name for a group,", at);
        if (name.Length > 32) reader.Refuse("A group's name that is longer than 32 characters", at);
        if (_numbers.TryAdd(name, Count) || _numbers[name] == Count) return;
        if (!mayRepeat) reader.Refuse($"A second group with the name '{name}'", at);
        reader.GoBeyond("Several groups with one name", at);
    }

    /// <summary>The number that a reference means; only the second reading refuses what is not there.</summary>
    public int Find(PatternReader reader, string name, int at)
    {
        if (whole is null) return 1;
        return whole._numbers.TryGetValue(name, out int number) ? number : throw reader.Refused($"A reference to '{name}', which no group is called,", at);
    }

    public int Find(PatternReader reader, int number, int at)
    {
        if (whole is not null && (number < 1 || number > whole.Most)) reader.Refuse("A reference to a group that is not there", at);
        return number;
    }
}
