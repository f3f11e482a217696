namespace Kong.Upgrade.Versions;

/// <summary>Asks the table of avoided versions.</summary>
/// <param name="origin">Where the upgrade begins.</param>
/// <param name="circumstances">What is known of the installation.</param>
internal sealed class VersionAdvisor(KongVersion origin, UpgradeCircumstances circumstances)
{
    /// <summary>All that speaks against a version in these circumstances.</summary>
    public IEnumerable<VersionAdvice> Against(KongVersion version) => Concerning.Where(a => a.Range.Contains(version)).Select(a => Advice(version, a));

    /// <summary>All that speaks against staying where the upgrade begins.</summary>
    public IEnumerable<VersionAdvice> AgainstOrigin() => Concerning.Where(a => a.AlsoAsOrigin && a.Range.Contains(origin)).Select(a => Advice(origin, a));

    /// <summary>The patch from which on a branch has nothing against it, for anybody or at least in these circumstances; null when even its newest has.</summary>
    public KongVersion? OldestGood(KongBranch branch) => OldestGood(branch, AvoidedTable.Rows) ?? OldestGood(branch, Concerning);

    /// <summary>What speaks against the newest patch of a branch.</summary>
    public IEnumerable<AvoidedVersions> AgainstNewest(KongBranch branch) => Concerning.Where(a => branch.NewestKnown is { } newest && a.Range.Contains(newest));

    /// <summary>What the caller could add to what is known, as a further sentence; empty when it is known already.</summary>
    public string WhatWouldHelp => circumstances.Plugins is null ? " Where the configured plugins are named and none of these is among them, every neighbour is a stop again." : "";

    private IEnumerable<AvoidedVersions> Concerning => AvoidedTable.Rows.Where(a => a.Concerns(origin, circumstances) is not Concern.No);

    private VersionAdvice Advice(KongVersion version, AvoidedVersions avoided) => new(version, avoided, avoided.Concerns(origin, circumstances), NextGood(version));

    private KongVersion? NextGood(KongVersion version) => KnownBranches.All.Where(b => b.IsEnterprise == version.IsEnterprise && (b.Major, b.Minor).CompareTo((version.Major, version.Minor)) >= 0)
        .SelectMany(b => b.Released.SelectMany(r => Each(b, r))).FirstOrDefault(v => v > version && !Concerning.Any(a => a.Range.Contains(v)));

    private static IEnumerable<KongVersion> Each(KongBranch branch, PatchRange range)
    {
        for (KongVersion? at = range.First; at is not null && at <= range.Last; at = branch.OldestAfter(at)) yield return at;
    }

    private static KongVersion? OldestGood(KongBranch branch, IEnumerable<AvoidedVersions> avoided)
    {
        KongVersion? lastBad = avoided.Where(a => branch.Released.Any(r => a.Range.Contains(r.First) || a.Range.Contains(r.Last) || r.Contains(a.Range.Last)))
            .Select(a => a.Range.Last).Max();
        return lastBad is null ? branch.First : branch.OldestAfter(lastBad);
    }
}
