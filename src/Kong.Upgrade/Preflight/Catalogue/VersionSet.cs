namespace Kong.Upgrade.Preflight.Catalogue;

/// <summary>The versions that have a change: from some version of the main line on, and from a patch on in branches that got it back-ported; until it was mended again.</summary>
/// <remarks>
/// Of several beginnings the one with the highest minor version is the main line's; each other counts for its own minor version only. A beginning of two or three numbers counts for both
/// editions, one of four for Enterprise's patches: open source 3.4.2 lies before 3.4.2.1.
/// </remarks>
internal sealed class VersionSet
{
    private readonly int[][] since, until;

    private VersionSet(int[][] since, int[][] until) => (this.since, this.until) = (since, until);

    public static VersionSet Of(ChangeRecord record) => new(Read(record.Since), Read(record.Until));

    public bool Contains(KongVersion version) => HasReached(version) && !IsAfter(until, version);

    /// <summary>Whether the version is one in which it began already, mended since or not.</summary>
    public bool HasReached(KongVersion version) => since.Length == 0 || IsAfter(since, version);

    private static bool IsAfter(int[][] beginnings, KongVersion version)
    {
        if (beginnings.Length == 0) return false;
        int[] number = [version.Major, version.Minor, version.Patch, version.EnterprisePatch ?? 0];
        int[]? branch = beginnings.FirstOrDefault(b => b[0] == version.Major && b[1] == version.Minor);
        return Compare(number, branch ?? beginnings[^1]) >= 0;
    }

    private static int[][] Read(IReadOnlyList<string> versions) =>
        [.. versions.Select(v => v.Split('.').Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).Concat([0, 0]).Take(4).ToArray()).OrderBy(v => v[0]).ThenBy(v => v[1])];

    private static int Compare(int[] left, int[] right) => left.Zip(right, (l, r) => l.CompareTo(r)).FirstOrDefault(c => c != 0);
}
