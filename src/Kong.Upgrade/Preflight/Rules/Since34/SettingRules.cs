using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since34;

/// <summary>Settings that 3.4 changed.</summary>
internal static class SettingRules
{
    private const string WithoutNames = "0.0.0.0:8002, 0.0.0.0:8445 ssl";

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Settings("340-01", UsesCassandra),
        Rule.Removed("340-04", "declarative_config_encryption_mode"),
        Rule.Removed("340-05", "admin_api_uri"),
        Rule.Introduced("340-06", "admin_gui_listen", WithoutNames),
        Rule.Installation("340-07", GrowsMap),
        Rule.DefaultChanged("340-08", "cluster_max_payload", "4194304", "16777216", i => i.Deployment is KongDeployment.HybridControlPlane),
        Rule.Installation("340-09", KeepsConnections),
        Rule.Installation("340-13", EnablesPlugins),
        Rule.Installation("340-22", QueriesDns),
    ];

    private static IEnumerable<Hit> UsesCassandra(SettingFacts settings)
    {
        if (settings.Value("database") == "cassandra" || settings.GreenValue("database") == "cassandra") yield return Rule.SettingHit("database", "cassandra");
        foreach (string left in settings.SetNames.Where(n => n.StartsWith("cassandra_", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            yield return Rule.SettingHit(left, "is ignored") with { Severity = FindingSeverity.Information };
    }

    // Only nodes without database keep their configuration in such a map. A control plane's settings say nothing of its data planes'.
    private static IEnumerable<Hit> GrowsMap(InstallationFacts installation) => installation.Deployment switch
    {
        KongDeployment.DbLess when installation.Settings.IsKnown => Rule.Relies(installation.Settings, "lmdb_map_size", "128m", "2048m"),
        KongDeployment.HybridControlPlane when installation.Settings.IsSetForGreen("lmdb_map_size") != true => [Rule.SettingHit("lmdb_map_size", "on data planes that do not set it, 128m becomes 2048m", FindingCertainty.Suspected)],
        _ => [],
    };

    private static IEnumerable<Hit> KeepsConnections(InstallationFacts installation) => !installation.Settings.IsKnown ? [] :
        Rule.Relies(installation.Settings, "upstream_keepalive_pool_size", "60", "512").Concat(
            Rule.Relies(installation.Settings, "upstream_keepalive_max_requests", "100", Rule.IsAtLeast3(installation.To, 6) ? "10000" : "1000"));

    private static IEnumerable<Hit> EnablesPlugins(InstallationFacts installation)
    {
        IReadOnlyList<string> green = installation.Settings.GreenList("plugins");
        if (green.Count == 0) yield break;
        IReadOnlyList<string> blue = installation.Settings.IsSet("plugins") == true ? installation.Settings.List("plugins") : ["bundled"];
        string[] added = [.. green.Where(p => p != "off" && !IsIn(blue, p)).Order(StringComparer.Ordinal)];
        if (added.Length > 0) yield return Rule.SettingHit("plugins", $"green enables {string.Join(", ", added)}, blue does not");
    }

    private static bool IsIn(IReadOnlyList<string> list, string plugin) => list.Contains(plugin) || (list.Contains("bundled") && BundledPlugins.All.Contains(plugin));

    // The default went to and fro.
    private static IEnumerable<Hit> QueriesDns(InstallationFacts installation)
    {
        (string before, string after) = (NoSync(installation.From), NoSync(installation.To));
        return before != after && installation.Settings.IsKnown ? Rule.Relies(installation.Settings, "dns_no_sync", before, after) : [];
    }

    private static string NoSync(KongVersion version) => (version.Major, version.Minor, version.Patch, version.EnterprisePatch) switch
    {
        (3, 4, 2, 0) or (3, 5, 0, null or 0 or 1) => "on",
        _ => "off",
    };
}
