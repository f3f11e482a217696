using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Beyond;

/// <summary>Settings that versions after 3.10 changed.</summary>
internal static class SettingRules
{
    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Settings("3140-03", Database),
        Rule.Setting("3140-04", "proxy_server_ssl_verify", s => s.IsSetForGreen("proxy_server_ssl_verify") == false && s.GreenValue("proxy_server") is { } server && server.StartsWith("https:", StringComparison.Ordinal) ? "not set: off becomes on for proxy_server" : null),
        Rule.Review("3130-02", i => i.To.IsEnterprise),
        Rule.Review("3140-13", i => i.CustomPlugins.Count > 0),
    ];

    /// <summary>Whether somebody keeps certificates from being verified on green, as before 3.14.</summary>
    public static bool VerifiesNothing(SettingFacts settings) => settings.GreenValue("tls_certificate_verify") is "off" or "false";

    private static IEnumerable<Hit> Database(SettingFacts settings)
    {
        if (settings.GreenValue("pg_ssl") is not ("on" or "true") || VerifiesNothing(settings) || settings.GreenValue("pg_ssl_verify") is "on" or "true") yield break;
        yield return Rule.SettingHit("pg_ssl_verify", settings.IsSetForGreen("pg_ssl_verify") == true ? "off" : "not set: off becomes on", FindingCertainty.Suspected);
    }
}
