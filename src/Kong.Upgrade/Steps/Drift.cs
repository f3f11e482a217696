using Kong.Upgrade.Freeze;

namespace Kong.Upgrade.Steps;

/// <summary>Whether the configuration changed, and in which tables.</summary>
internal static class Drift
{
    /// <summary>The tables of a fingerprint as one line for the journal.</summary>
    public static string Line(FreezeState state) => string.Join(' ', state.Tables.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}={t.Value}"));

    /// <summary>What drifted, in words; <see langword="null"/> when nothing is known to have changed.</summary>
    public static string? Between(string fingerprint, string? tables, FreezeState now)
    {
        if (now.ConfigurationFingerprint is null || now.ConfigurationFingerprint == fingerprint) return null;
        return $"the configuration changed since 'up'{Where(tables, now)}: somebody wrote past the freeze. Find out who and what; blue and green may serve different configurations";
    }

    /// <summary>In which tables, as far as it is known.</summary>
    public static string Where(string? tables, FreezeState now)
    {
        if (string.IsNullOrEmpty(tables) || now.Tables.Count == 0) return string.Empty;
        string[] changed = [.. tables.Split(' ').Except(Line(now).Split(' ')).Concat(Line(now).Split(' ').Except(tables.Split(' '))).Select(t => t[..t.IndexOf('=', StringComparison.Ordinal)]).Distinct().Order(StringComparer.Ordinal)];
        return $" in {string.Join(", ", changed)}";
    }
}
