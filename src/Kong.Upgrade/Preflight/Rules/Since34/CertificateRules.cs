using System.Formats.Asn1;
using System.Security.Cryptography;
using Kong.Upgrade.Preflight.Certificates;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since34;

/// <summary>Certificates and ciphers that OpenSSL 3.2 refuses.</summary>
internal static class CertificateRules
{
    // Each may hold a file's path, which is not followed, or the certificate itself.
    private static readonly string[] settings = ["ssl_cert", "admin_ssl_cert", "admin_gui_ssl_cert", "status_ssl_cert", "cluster_cert", "cluster_ca_cert", "client_ssl_cert", "lua_ssl_trusted_certificate"];

    private static readonly string[] levels = ["ssl_ciphers", "nginx_http_ssl_conf_command", "nginx_main_ssl_conf_command"];

    public static IReadOnlyList<ChangeRule> All { get; } = [new EitherRule("340-17", Start, ["certificates", "ca_certificates"], [], See)];

    private static IEnumerable<Hit> Start(InstallationFacts installation)
    {
        if (IsLowered(installation.Settings)) yield break;
        foreach (string name in settings)
            if (installation.Settings.GreenValue(name) is { } value && value.Contains("-----BEGIN CERTIFICATE", StringComparison.Ordinal) && Judge(name, value, installation, FindingSeverity.Blocking) is { } hit)
                yield return hit with { Subject = new() { Kind = "setting", Name = name, Value = hit.Value } };
        if (installation.Settings.GreenValue("ssl_cipher_suite") != "custom") yield break;
        if (Names("ssl_ciphers", "RC4") is { } ciphers) yield return ciphers;
        if (Names("ssl_protocols", "SSLv3") is { } protocols) yield return protocols;

        Hit? Names(string setting, string word) => installation.Settings.GreenValue(setting) is { } list && IsNamed(list, word)
            ? Rule.SettingHit(setting, $"names {word}", FindingCertainty.Suspected) with { Severity = FindingSeverity.Warning } : null;
    }

    private static Hit? See(KongEntity entity, InstallationFacts installation)
    {
        if (IsLowered(installation.Settings)) return null;
        FindingSeverity severity = entity.Kind == "certificates" ? FindingSeverity.Blocking : FindingSeverity.Serious;
        return Look("cert") ?? Look("cert_alt");

        Hit? Look(string field) => entity.Text(field) is { Length: > 0 } pem && !PluginUse.IsVaultReference(pem) ? Judge(field, pem, installation, severity) : null;
    }

    private static Hit? Judge(string field, string pem, InstallationFacts installation, FindingSeverity severity)
    {
        IReadOnlyList<Certificate>? chain = PemChain.Read(pem);
        if (chain is null) return Broken(field);
        try
        {
            (string? key, string? signature) = SecurityLevel.Refuses(chain);
            return key is not null ? new Hit($"{field}: {key}") { Severity = severity } : signature is not null ? Signed($"{field}: {signature}", installation, severity) : null;
        }
        catch (Exception failure) when (failure is AsnContentException or CryptographicException)
        {
            return Broken(field);
        }
    }

    // OpenSSL 3.0 counts such signatures as too weak at level 1 already, and 3.4 came with OpenSSL 3.1: where blue is one, it refuses them today.
    private static Hit Signed(string value, InstallationFacts installation, FindingSeverity severity) => Rule.IsAtLeast3(installation.From, 4)
        ? Hit.Suspected($"{value}; blue should refuse it already") with { Severity = FindingSeverity.Warning }
        : new Hit(value) { Severity = severity };

    private static Hit Broken(string field) => Hit.Suspected($"{field}: no readable certificate in PEM form") with { Severity = FindingSeverity.Warning };

    private static bool IsLowered(SettingFacts facts) => facts.GreenValue("ssl_cipher_suite") == "old" || levels.Any(l => (l != "ssl_ciphers" || facts.GreenValue("ssl_cipher_suite") == "custom")
        && facts.GreenValue(l) is { } value && (value.Contains("@SECLEVEL=0", StringComparison.Ordinal) || value.Contains("@SECLEVEL=1", StringComparison.Ordinal)));

    private static bool IsNamed(string list, string word) => list.Split([':', ',', ' ']).Any(c => c.Length > 0 && c[0] is not ('!' or '-') && c.Contains(word, StringComparison.OrdinalIgnoreCase));
}
