namespace Kong.Upgrade.Preflight.Rules.Since28;

/// <summary>Operating systems, packages and images that patches of 2.8 gave up.</summary>
internal static class HostRules
{
    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Host("280-04", h => h.Runs("ubuntu", "18.04") || h.Runs("amzn", "2022") ? h.System() : null),
        Rule.Host("280-05", h => h.Runs("debian", "10") || h.Runs("centos", "7") || h.Runs("rhel", "7") ? h.System() : null),
        Rule.Review("280-06", i => i.Hosts.Count == 0 || i.Hosts.Any(h => h.UsesRpm())),
        Rule.Review("280-07", i => i.Hosts.Count == 0 || i.Hosts.Any(h => h.Image is null)),
        Rule.Host("280-10", h => h.Tag() is { } tag && (tag.Contains("alpine", StringComparison.Ordinal) || tag.Contains("centos", StringComparison.Ordinal)) ? $"image {h.Image}" : null),
    ];
}
