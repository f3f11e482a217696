namespace Kong.Upgrade.Versions;

/// <summary>Why there is no way between two versions, or none that is known.</summary>
internal static class PathRefusal
{
    private static readonly (int, int) lastOpenSource = (3, 9);

    public static (UpgradePathStanding Standing, string Reason)? Of(KongVersion from, KongVersion to) => from.DistanceTo(to) switch
    {
        VersionDistance.OtherEdition => No("One is open source, the other Enterprise; that is a conversion (kong migrations migrate-community-to-enterprise), no upgrade. Stay within one edition."),
        VersionDistance.Same => No("Both are the same version; there is nothing to upgrade."),
        VersionDistance.Backwards => No($"{VersionText.Of(to)} is older, and Kong has no migrations back. To go back restore the backup."),
        _ when !to.IsEnterprise && (to.Major, to.Minor).CompareTo(lastOpenSource) > 0 => No($"{OpenSourceEnds(to)} Stay on 3.9.x, or convert to Enterprise first (3100-15)."),
        _ => (KnownVersions.DoubtOfBranch(from) ?? KnownVersions.DoubtOfBranch(to)) is { } doubt ? (UpgradePathStanding.Unknown, doubt) : null,
    };

    public static (UpgradePathStanding Standing, string Reason) Disconnected(KongVersion from, KongVersion to) =>
        (UpgradePathStanding.Unknown, $"Nothing is known here about the steps between {VersionText.BranchOf(from)} and {VersionText.BranchOf(to)} of this edition.");

    private static string OpenSourceEnds(KongVersion to) =>
        $"Nobody publishes open-source Kong {VersionText.BranchOf(to)} ready to install: the last such versions are 3.9.x. {KnownVersions.DoubtOfBranch(to)}";

    private static (UpgradePathStanding, string) No(string reason) => (UpgradePathStanding.NoPath, reason);
}
