namespace Kong.Upgrade.Preflight;

/// <summary>Which PostgreSQL each Kong is said to work with (kong-facts 6.2): Kong's old documentation and its new one do not quite agree.</summary>
internal static class PostgresSupport
{
    /// <summary>What Kong's own code demands: 9.5.</summary>
    public const int Least = 90500;

    // From this minor version on: the oldest and newest PostgreSQL; null where that source says nothing.
    private static readonly (int Major, int Minor, (int From, int To)? Old, (int From, int To)? New)[] table =
    [
        (2, 8, (12, 15), null),
        (3, 4, (12, 16), (12, 16)),
        (3, 9, (12, 16), (13, 17)),
        (3, 11, null, (13, 17)),
        (3, 16, null, null),
    ];

    /// <summary>What the sources say of a pair, one answer each; empty when none speaks of that Kong.</summary>
    public static IReadOnlyList<bool> Ask(KongVersion kong, int postgres)
    {
        (_, _, (int From, int To)? old, (int From, int To)? recent) = table.LastOrDefault(r => (r.Major, r.Minor).CompareTo((kong.Major, kong.Minor)) <= 0);
        return [.. new[] { old, recent }.OfType<(int From, int To)>().Select(range => postgres >= range.From && postgres <= range.To)];
    }
}
