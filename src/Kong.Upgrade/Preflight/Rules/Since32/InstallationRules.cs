using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since32;

/// <summary>Settings that 3.2 changed, and hosts that its patches gave up.</summary>
internal static class InstallationRules
{
    private static readonly string[] tlsVersions = ["tlsv1_1", "tlsv1_2", "tlsv1_3", "any"];

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Setting("320-01", "pg_ssl_version", WrongTlsVersion),
        Rule.Removed("320-08", "opentelemetry_tracing", "opentelemetry_tracing_sampling_rate"),
        Rule.Host("320-12", h => h.OperatingSystem == "centos" || h.Runs("ubuntu", "18.04") || h.Runs("amzn", "2022") ? h.System() : null),
        Rule.Host("320-13", h => h.UsesRpm() ? h.System() : null),
        Rule.Settings("320-14", s => s.IsSetForGreen("allow_debug_header") == false ? [Rule.SettingHit("allow_debug_header", "not set: off", FindingCertainty.Suspected)] : []),
    ];

    private static string? WrongTlsVersion(SettingFacts settings) =>
        (settings.GreenValue("pg_ssl_version") ?? settings.Value("pg_ssl_version")) is { } version && !version.StartsWith('{') && !tlsVersions.Contains(version) ? version : null;
}
