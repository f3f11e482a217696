using System.Globalization;

namespace Kong.Upgrade.Versions;

/// <summary>Versions in sentences: numbers only, since a fourth number says Enterprise.</summary>
internal static class VersionText
{
    public static string Of(KongVersion version) => version.EnterprisePatch is { } fourth
        ? string.Create(CultureInfo.InvariantCulture, $"{version.Major}.{version.Minor}.{version.Patch}.{fourth}")
        : version.ToString();

    public static string BranchOf(KongVersion version) => string.Create(CultureInfo.InvariantCulture, $"{version.Major}.{version.Minor}");

    public static string EditionOf(KongVersion version) => version.IsEnterprise ? "Enterprise" : "open-source";

    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
