namespace Kong.Upgrade.Versions;

/// <summary>Whether a version is one that was released, as far as is known here: an unknown one may be newer than this library, or a typing mistake. Neither is an error.</summary>
internal static class KnownVersions
{
    /// <summary>A sentence about a version that is not known here; null when it is, and where a branch's patches were not listed.</summary>
    public static string? Doubt(KongVersion version)
    {
        if (KnownBranches.Find(version) is not { } branch) return DoubtOfBranch(version);
        if (branch.NewestKnown is not { } newest || branch.Released.Any(r => r.Contains(version))) return null;
        string what = version > newest
            ? $"the newest {VersionText.EditionOf(version)} {branch.Name} known here is {VersionText.Of(newest)}; it may be newer than this library"
            : $"the patches known here are {string.Join(", ", branch.Released)}";
        return $"{VersionText.Of(version)} is not known here: {what}. Look whether it is a typing mistake.";
    }

    /// <summary>The same about its minor version alone.</summary>
    public static string? DoubtOfBranch(KongVersion version)
    {
        if (KnownBranches.Find(version) is not null) return null;
        KongBranch newest = KnownBranches.Newest(version.IsEnterprise);
        bool otherEdition = KnownBranches.All.Any(b => (b.Major, b.Minor) == (version.Major, version.Minor));
        string what = otherEdition ? $"{VersionText.BranchOf(version)} exists here only as {(version.IsEnterprise ? "open source, with three numbers" : "Enterprise, with four numbers")}"
            : $"there is no {VersionText.EditionOf(version)} {VersionText.BranchOf(version)} here; what is known ends with {newest.Name}, and it may be newer than this library";
        return $"{VersionText.Of(version)} is not known here: {what}. Look whether it is a typing mistake.";
    }
}
