using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since30;

/// <summary>Hosts, templates and deployments that 3.0 does not go on with.</summary>
internal static class HostRules
{
    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Installation("300-52", i => i.Hosts.Select(Template).OfType<Hit>()),
        Rule.Host("300-55", h => h.Runs("debian", "8") || h.Runs("ubuntu", "16.04") || IsAmazonLinux1(h) ? h.System() : null),
        Rule.Installation("300-56", i => i.IsHybrid() ? [UpgradeHit.Of(i, ", hybrid")] : []),
    ];

    private static Hit? Template(HostFacts host) => host.NginxTemplate switch
    {
        { } text when text.Contains("serve_admin_api", StringComparison.Ordinal) => Of(host, "calls serve_admin_api", FindingCertainty.Certain),
        { } text when text.Contains("lua_shared_dict", StringComparison.Ordinal) => Of(host, "declares shared dicts itself", FindingCertainty.Suspected),
        _ => null,
    };

    private static Hit Of(HostFacts host, string value, FindingCertainty certainty) => new(value, certainty, new() { Kind = "host", Name = host.Name, Value = $"nginx template: {value}" });

    // It counted by years: 2017.09, 2018.03; its successors are 2 and 2022 onwards.
    private static bool IsAmazonLinux1(HostFacts host) => host.OperatingSystem == "amzn" && host.OperatingSystemVersion?.StartsWith("201", StringComparison.Ordinal) == true;
}
