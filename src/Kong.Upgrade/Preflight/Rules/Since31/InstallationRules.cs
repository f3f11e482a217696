using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since31;

/// <summary>Builds and settings of 3.1, and what a person has to look at.</summary>
internal static class InstallationRules
{
    private const string RegexCache = "nginx_http_lua_regex_cache_max_entries";

    private static readonly KongVersion bothProtocols = KongVersion.Parse("3.1.1.2");

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Installation("310-01", i => i.IsHybrid() && !IsWayOut(i) ? [UpgradeHit.Of(i, ", hybrid", FindingCertainty.Suspected)] : []),
        Rule.Review("310-03"),
        Rule.Review("310-06", i => i.Settings.Value("pluginserver_names") is { Length: > 0 }),
        Rule.Installation("310-07", i => i.Hosts.Count == 0 ? [UpgradeHit.Of(i, FindingCertainty.Suspected)] : i.Hosts.Any(h => h.Image is not null) ? [UpgradeHit.Of(i, ", from an image")] : []),
        Rule.Settings("310-09", Changed),
    ];

    // From a build that speaks one protocol only, the build that speaks both is where to go.
    private static bool IsWayOut(InstallationFacts installation) => installation.To.Minor == 1 && installation.To >= bothProtocols;

    private static IEnumerable<Hit> Changed(SettingFacts settings)
    {
        if (settings.IsSetForGreen(RegexCache) == false) yield return Rule.SettingHit(RegexCache, "not set: 1024 becomes 8192");
        if (settings.IsSetForGreen("legacy_hybrid_protocol") == true) yield return Rule.SettingHit("legacy_hybrid_protocol", "set");
    }
}
