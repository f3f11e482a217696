using System.Collections.Concurrent;

namespace Kong.Upgrade.Preflight.Regexes;

/// <summary>Remembers verdicts, so that what 5,000 routes share is tried once. Holds at most 10,000 and then begins anew. Safe for any thread.</summary>
internal sealed class RegexVerdicts
{
    /// <summary>How many verdicts are remembered.</summary>
    public const int Capacity = 10_000;

    private readonly ConcurrentDictionary<(string Pattern, RegexDialect Before, RegexDialect After), RegexVerdict> known = new();

    /// <summary>How many are remembered now.</summary>
    public int Count => known.Count;

    /// <inheritdoc cref="PathRegexTrial.Compare"/>
    /// <remarks>Where the regex's shape is read alike, or differs on rare paths only, that is the answer; else the regex itself is tried.</remarks>
    public RegexVerdict Compare(string pattern, RegexDialect before, RegexDialect after) =>
        RegexShape.Of(pattern) is var shape && Remembered(shape, before, after) is { } alike and ({ Kind: RegexVerdictKind.Same } or { OnlyRarePaths: true }) ? alike
        : Remembered(pattern, before, after);

    private RegexVerdict Remembered(string pattern, RegexDialect before, RegexDialect after)
    {
        if (known.TryGetValue((pattern, before, after), out RegexVerdict? verdict)) return verdict;
        verdict = PathRegexTrial.Compare(pattern, before, after);
        if (known.Count >= Capacity) known.Clear();
        return known[(pattern, before, after)] = verdict;
    }
}
