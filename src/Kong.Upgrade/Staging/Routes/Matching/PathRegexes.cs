using Kong.Upgrade.Preflight.Regexes;

namespace Kong.Upgrade.Staging.Routes.Matching;

/// <summary>Each regex is read once for each reader, however many routes have it and whichever side asks. For one thread.</summary>
internal sealed class PathRegexes
{
    private readonly Dictionary<(string, RegexDialect), PathRegex> known = [];

    public PathRegex Of(string pattern, RegexDialect dialect)
    {
        if (!known.TryGetValue((pattern, dialect), out PathRegex? regex)) known[(pattern, dialect)] = regex = new(pattern, dialect);
        return regex;
    }
}
