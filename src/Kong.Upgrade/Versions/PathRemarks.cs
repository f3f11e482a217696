namespace Kong.Upgrade.Versions;

/// <summary>What else is to be said of the two ends of a way.</summary>
internal static class PathRemarks
{
    public static IReadOnlyList<string> Of(KongVersion from, KongVersion to, UpgradeCircumstances circumstances) =>
        [.. new[] { KnownVersions.Doubt(from), KnownVersions.Doubt(to), Support(to, circumstances.Today) }.OfType<string>()];

    private static string? Support(KongVersion to, DateOnly? today) => (KnownBranches.Find(to)?.EndOfSupport, today) switch
    {
        (_, null) => null,
        (null, _) => $"When Kong's support of {VersionText.BranchOf(to)} ends is not known here.",
        ({ } end, { } day) when end < day => $"Kong's support of {VersionText.BranchOf(to)} ended on {VersionText.Date(end)}: there are no more patches, at most a year of help without any.{Instead(to, day)}",
        _ => null,
    };

    private static string Instead(KongVersion to, DateOnly today) =>
        KnownBranches.All.Where(b => b.IsEnterprise == to.IsEnterprise && b.EndOfSupport >= today && (b.Major, b.Minor).CompareTo((to.Major, to.Minor)) > 0).ToArray() is [.., _] supported
            ? $" Still supported: {string.Join(", ", supported.Select(b => $"{b.Name}{(b.IsLts ? " LTS" : "")} until {VersionText.Date(b.EndOfSupport!.Value)}"))}." : "";
}
