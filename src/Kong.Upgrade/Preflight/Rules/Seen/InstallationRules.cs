using System.Globalization;
using Kong.Upgrade.Preflight.Facts;
using Kong.Upgrade.Preflight.Rules.Always;

namespace Kong.Upgrade.Preflight.Rules.Seen;

/// <summary>Settings and surroundings as real nodes were seen to stumble over them.</summary>
internal static class InstallationRules
{
    private const int UsualTimeout = 5000;

    private static readonly KongVersion firstWithManager = new(3, 4, 0, null);

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Review("SEEN-13", i => i.Deployment is not KongDeployment.DbLess),
        Rule.Installation("SEEN-14", i => SharedHost.Clashes(i, "admin_gui_listen", HasManager(i.From) ? "0.0.0.0:8002, 0.0.0.0:8445 ssl" : "off").Where(_ => HasManager(i.From))),
        Rule.Installation("SEEN-15", Prefix),
        Rule.Setting("SEEN-17", "pg_timeout", s => int.TryParse(s.GreenValue("pg_timeout"), NumberStyles.None, CultureInfo.InvariantCulture, out int timeout) && timeout < UsualTimeout ? $"{timeout} ms" : null),
        Rule.Setting("SEEN-19", "pg_user", s => s.IsGreenGiven && s.IsFileKnown && (s.GreenValue("pg_user") ?? "kong") is var user && user == (s.Value("pg_user") ?? "kong") ? $"{user} for blue and green" : null),
        Rule.Settings("SEEN-22", Plugins),
        Rule.Settings("SEEN-26", s => s.Value("plugins") is { } named && !named.Split(',', StringSplitOptions.TrimEntries).Contains("bundled") ? [Rule.SettingHit("plugins", named, FindingCertainty.Suspected)] : []),
        Rule.Setting("SEEN-24", "pg_ro_host", s => s.GreenValue("pg_ro_host") is { } host && (s.GreenValue("db_update_propagation") ?? "0") == "0" ? $"{host}, with db_update_propagation 0" : null),
    ];

    private static bool HasManager(KongVersion version) => version.IsEnterprise || version >= firstWithManager;

    private static IEnumerable<Hit> Prefix(InstallationFacts installation)
    {
        string blue = Plain(installation.Settings.Value("prefix")), green = Plain(installation.Settings.GreenValue("prefix"));
        return installation.SharesHost && blue == green ? [SharedHost.Clash(installation, "prefix", $"{green} on blue and green, on one host")] : [];
    }

    private static string Plain(string? prefix) => (prefix ?? "/usr/local/kong").TrimEnd('/');

    private static IEnumerable<Hit> Plugins(SettingFacts settings)
    {
        if (!settings.IsGreenGiven || !settings.IsFileKnown) return [];
        string[] blue = PluginSetting.Names(settings.Value("plugins")), green = PluginSetting.Names(settings.GreenValue("plugins"));
        string[] added = [.. green.Except(blue)], gone = [.. blue.Except(green)];
        if (added.Length + gone.Length == 0) return [];
        return [Rule.SettingHit("plugins", string.Join("; ", new[] { ("green adds ", added), ("green lacks ", gone) }.Where(p => p.Item2.Length > 0).Select(p => p.Item1 + string.Join(", ", p.Item2))))];
    }
}
