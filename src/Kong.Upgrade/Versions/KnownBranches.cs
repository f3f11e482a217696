using System.Globalization;

namespace Kong.Upgrade.Versions;

/// <summary>
/// Every minor version that is known here, with its patches: open source from the tags of Kong/kong up to 3.9.3, Enterprise from the dates beside Kong's changelogs as of May 2026,
/// ends of support from kong-facts 6.1 and, for versions that are no longer in that table, from Kong's page about Konnect's compatibility. What came later is not known here and is said to be so.
/// </summary>
internal static class KnownBranches
{
    private const string NotListed = "";

    public static IReadOnlyList<KongBranch> All { get; } =
    [
        .. Of("1.0", "1.0.0-1.0.4", null), .. Of("1.1", "1.1.0-1.1.3", null), .. Of("1.2", "1.2.0-1.2.3", null),
        .. Of("1.3", "1.3.0-1.3.1", NotListed), .. Of("1.4", "1.4.0-1.4.3", null), .. Of("1.5", "1.5.0-1.5.1", NotListed),
        .. Of("2.0", "2.0.0-2.0.5", null), .. Of("2.1", "2.1.0-2.1.4", NotListed), .. Of("2.2", "2.2.0-2.2.2", NotListed), .. Of("2.3", "2.3.0-2.3.4", NotListed),
        .. Of("2.4", "2.4.0-2.4.2", NotListed), .. Of("2.5", "2.5.0-2.5.2", NotListed, "2022-08-24"), .. Of("2.6", "2.6.0-2.6.1", NotListed, "2023-02-24"),
        .. Of("2.7", "2.7.0-2.7.2", NotListed, "2023-02-24"),
        .. Of("2.8", "2.8.0-2.8.5", "2.8.0.0 2.8.1.0-2.8.1.4 2.8.2.0-2.8.2.4 2.8.4.0-2.8.4.14", "2025-03-26", isLts: true),
        .. Of("3.0", "3.0.0-3.0.2", "3.0.0.0 3.0.1.0", "2023-09-09"),
        .. Of("3.1", "3.1.0-3.1.1", "3.1.0.0 3.1.1.1-3.1.1.6", "2023-12-06"),
        .. Of("3.2", "3.2.0-3.2.2", "3.2.1.0 3.2.2.0-3.2.2.5", "2024-02-28"),
        .. Of("3.3", "3.3.0-3.3.1", "3.3.0.0 3.3.1.0-3.3.1.1", "2024-05-19"),
        .. Of("3.4", "3.4.0-3.4.2", "3.4.0.0 3.4.1.0-3.4.1.1 3.4.2.0 3.4.3.1-3.4.3.26", "2026-08-31", isLts: true),
        .. Of("3.5", "3.5.0", "3.5.0.0-3.5.0.7", "2024-11-08"),
        .. Of("3.6", "3.6.0-3.6.1", "3.6.0.0 3.6.1.0-3.6.1.8", "2025-02-12"),
        .. Of("3.7", "3.7.0-3.7.1", "3.7.0.0 3.7.1.0-3.7.1.5", "2025-05-31"),
        .. Of("3.8", "3.8.0-3.8.1", "3.8.0.0 3.8.1.0-3.8.1.2", "2025-09-11"),
        .. Of("3.9", "3.9.0-3.9.3", "3.9.0.0-3.9.0.1 3.9.1.0-3.9.1.2", "2025-12-12"),
        .. Of("3.10", null, "3.10.0.0-3.10.0.11", "2028-03-31", isLts: true),
        .. Of("3.11", null, "3.11.0.0-3.11.0.11", "2026-07-03"),
        .. Of("3.12", null, "3.12.0.0-3.12.0.6", "2026-10-01"),
        .. Of("3.13", null, "3.13.0.0-3.13.0.4", "2026-12-18"),
        .. Of("3.14", null, "3.14.0.0-3.14.0.2", "2029-04-07", isLts: true),
        .. Of("3.15", null, NotListed),
    ];

    public static KongBranch? Find(KongVersion version) => All.FirstOrDefault(b => b.Holds(version));

    /// <summary>The branches from the one of <paramref name="from"/> to the one of <paramref name="to"/>, ascending.</summary>
    public static IReadOnlyList<KongBranch> Between(KongBranch from, KongBranch to) =>
        [.. All.Where(b => b.IsEnterprise == from.IsEnterprise).SkipWhile(b => b != from).TakeWhile(b => b == from || (b.Major, b.Minor).CompareTo((to.Major, to.Minor)) <= 0)];

    public static KongBranch Newest(bool isEnterprise) => All.Last(b => b.IsEnterprise == isEnterprise);

    /// <summary>One minor version in both editions; null where an edition has none.</summary>
    private static IEnumerable<KongBranch> Of(string name, string? openSource, string? enterprise, string? end = null, bool isLts = false)
    {
        int[] numbers = [.. name.Split('.').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        DateOnly? last = end is null ? null : DateOnly.ParseExact(end, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (openSource is not null) yield return new(numbers[0], numbers[1], IsEnterprise: false, isLts, last, Ranges(openSource));
        if (enterprise is not null) yield return new(numbers[0], numbers[1], IsEnterprise: true, isLts, last, Ranges(enterprise));
    }

    private static PatchRange[] Ranges(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(PatchRange.Parse)];
}
