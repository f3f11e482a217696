namespace Kong.Upgrade.Preflight.Rules.Since38;

/// <summary>Hosts, settings and what a person must look at, as 3.8 changed them.</summary>
internal static class InstallationRules
{
    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Host("380-01", OldSystem),
        Rule.Review("380-02"),
        Rule.Review("380-09", i => i.CustomPlugins.Count > 0),
        Rule.Host("380-10", h => h is { Image: null, OperatingSystem: "debian" or "ubuntu" } ? $"{h.OperatingSystem} {h.OperatingSystemVersion}, Kong from a package" : null),
        Rule.Setting("380-11", "new_dns_client", s => s.GreenValue("new_dns_client") is "on" or "true" ? "on" : null),
    ];

    private static string? OldSystem(HostFacts host)
    {
        bool isOld = (host.OperatingSystem, host.OperatingSystemVersion?.Split('.')[0]) is ("debian", "10") or ("centos" or "rhel", "7");
        return isOld ? $"{host.OperatingSystem} {host.OperatingSystemVersion}" : null;
    }
}
