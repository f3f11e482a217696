using System.Globalization;

namespace Kong.Upgrade.Versions;

/// <summary>A minor version of one edition, such as 3.4 of Enterprise, and what is known of it.</summary>
/// <param name="Major">The first number.</param>
/// <param name="Minor">The second number.</param>
/// <param name="IsEnterprise">Which edition.</param>
/// <param name="IsLts">Whether it is one of the long-term versions.</param>
/// <param name="EndOfSupport">The last day with patches, where Kong's tables name one.</param>
/// <param name="Released">The patches known here, ascending; empty where none was listed.</param>
internal sealed record KongBranch(int Major, int Minor, bool IsEnterprise, bool IsLts, DateOnly? EndOfSupport, IReadOnlyList<PatchRange> Released)
{
    public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    public KongVersion First => Released is [var oldest, ..] ? oldest.First : new(Major, Minor, 0, IsEnterprise ? 0 : null);

    public KongVersion? NewestKnown => Released is [.., var newest] ? newest.Last : null;

    public bool Holds(KongVersion version) => (version.Major, version.Minor, version.IsEnterprise) == (Major, Minor, IsEnterprise);

    /// <summary>The oldest known patch that is newer than a version.</summary>
    public KongVersion? OldestAfter(KongVersion version) =>
        Released.Where(r => r.Last > version).Select(r => r.First > version ? r.First : Next(version)).FirstOrDefault();

    private static KongVersion Next(KongVersion version) =>
        version.EnterprisePatch is { } fourth ? new(version.Major, version.Minor, version.Patch, fourth + 1) : new(version.Major, version.Minor, version.Patch + 1, null);
}
