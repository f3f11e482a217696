using System.Collections.Concurrent;

namespace Kong.Upgrade.Preflight.Regexes;

/// <summary>Remembers verdicts, so that what 5,000 routes share is tried once. Holds at most 10,000 and then begins anew. Safe for any thread.</summary>
internal sealed class RegexVerdicts
{
    /// <summary>How many verdicts are remembered.</summary>
    public const int Capacity = 10_000;

    private readonly ConcurrentDictionary<(string Pattern, RegexDialect Before, RegexDialect After), RegexVerdict> _known = new();

    /// <summary>How many are remembered now.</summary>
    public int Count => _known.Count;

    /// <inheritdoc cref="PathRegexTrial.Compare"/>
    public RegexVerdict Compare(string pattern, RegexDialect before, RegexDialect after)
    {
        if (_known.TryGetValue((pattern, before, after), out RegexVerdict? known)) return known;
        RegexVerdict verdict = PathRegexTrial.Compare(pattern, before, after);
        if (_known.Count >= Capacity) _known.Clear();
        return _known[(pattern, before, after)] = verdict;
    }
}
