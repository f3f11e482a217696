using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since36;

/// <summary>For whom 3.6 really drops TLS 1.1.</summary>
/// <remarks>
/// With any ssl_cipher_suite but <c>custom</c> Kong takes the listeners' protocols from the suite, before and after: real 3.4.2 and 2.8.5 with the default suite render TLSv1.2 TLSv1.3 although
/// they say ssl_protocols = TLSv1.1 TLSv1.2 TLSv1.3. Connections that Kong's Lua code opens always follow lua_ssl_protocols. OpenSSL 3, which came with 3.4, speaks TLS 1.1 at security level 0 only.
/// </remarks>
internal static class TlsRules
{
    private const string Before = "TLSv1.1 TLSv1.2 TLSv1.3", After = "TLSv1.2 TLSv1.3";

    public static IReadOnlyList<ChangeRule> All { get; } = [Rule.Installation("360-04", i => i.Settings.IsKnown ? Inbound(i).Concat(Outbound(i)) : [])];

    private static IEnumerable<Hit> Inbound(InstallationFacts installation) =>
        Suite(installation.Settings) == "custom" && IsSpoken(installation, "ssl_ciphers") && !AreSet(installation, "nginx_http_ssl_protocols") ? Rule.Relies(installation.Settings, "ssl_protocols", Before, After) : [];

    private static IEnumerable<Hit> Outbound(InstallationFacts installation) =>
        IsSpoken(installation, "nginx_http_lua_ssl_ciphers") && !AreSet(installation, "nginx_http_lua_ssl_protocols")
            ? Rule.Relies(installation.Settings, "lua_ssl_protocols", Before, After).Select(h => h with { Certainty = FindingCertainty.Suspected, Severity = FindingSeverity.Warning }) : [];

    private static string? Suite(SettingFacts settings) => settings.GreenValue("ssl_cipher_suite") ?? settings.Value("ssl_cipher_suite");

    private static bool AreSet(InstallationFacts installation, string directive) => installation.Settings.IsSetForGreen(directive) == true;

    private static bool IsSpoken(InstallationFacts installation, string ciphers) =>
        !Rule.IsAtLeast3(installation.From, 4) || installation.Settings.Value(ciphers)?.Contains("@SECLEVEL=0", StringComparison.Ordinal) == true;
}
