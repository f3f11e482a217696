using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since28;

/// <summary>Versions around 2.8 that must not, or must first, be used.</summary>
internal static class VersionRules
{
    private static readonly KongVersion floor = KongVersion.Parse("2.8.2");

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Installation("280-01", i => i.From < floor && i.Deployment is not KongDeployment.DbLess ? [UpgradeHit.Of(i)] : []),
        Rule.Installation("280-02", i => [UpgradeHit.Of(i)]),
    ];
}
