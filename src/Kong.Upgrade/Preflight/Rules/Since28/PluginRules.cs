using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since28;

/// <summary>Plugins that 2.8 and its patches changed.</summary>
internal static class PluginRules
{
    private static readonly KongVersion gone = KongVersion.Parse("2.8.4.1"), tolerated = KongVersion.Parse("2.8.4.5");

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        new EitherRule("280-03", ListedCollector, ["plugins"], ["collector"], (_, i) => Weigh(new("in use"), i)),
        // Deprecated fields are no news to who came from 3.x: he has read about them before.
        Rule.Plugin("280-08", "openid-connect", (p, i) => i.From.Major < 3 && p.Text("config.session_redis_auth") is { Length: > 0 } ? "session_redis_auth is set" : null),
        Rule.Plugin("280-09", "forward-proxy", (p, i) => i.From.Major < 3 ? OldProxy(p) : null),
    ];

    private static IEnumerable<Hit> ListedCollector(InstallationFacts installation) =>
        (installation.Settings.GreenValue("plugins") ?? installation.Settings.Value("plugins"))?.Split(',', StringSplitOptions.TrimEntries).Contains("collector") == true
            && Weigh(Rule.SettingHit("plugins", "collector is listed"), installation) is { } hit ? [hit] : [];

    // Patches of 2.8 from 2.8.4.5 on start although it is configured. Whether 3.x does is not known; a blue of 3.x that has it proves it.
    private static Hit? Weigh(Hit hit, InstallationFacts installation)
    {
        if (installation.From.Major > 2) return null;
        if (installation.From < gone && installation.To < tolerated) return hit;
        if (installation.To.Major > 2) return hit with { Certainty = installation.From < gone ? hit.Certainty : FindingCertainty.Suspected };
        return installation.From < gone ? hit with { Severity = FindingSeverity.Warning } : null;
    }

    private static Hit? OldProxy(KongEntity plugin) => plugin.SetAmong(["config.proxy_host", "config.proxy_port"]).Named() is { } names ? $"{names} is set" : null;
}
