namespace Kong.Upgrade.Staging.Nodes.Health;

/// <summary>A target of an upstream as one node sees it.</summary>
/// <param name="Target">Its address as configured.</param>
/// <param name="Health">Kong's word: HEALTHY, UNHEALTHY, DNS_ERROR or HEALTHCHECKS_OFF.</param>
internal readonly record struct TargetHealth(string Target, string Health)
{
    public const string Healthy = "HEALTHY", Unhealthy = "UNHEALTHY", DnsError = "DNS_ERROR", Off = "HEALTHCHECKS_OFF";

    /// <summary>Whether Kong says such a word (kong-facts 3.4).</summary>
    public static bool IsKnown(string? health) => health is Healthy or Unhealthy or DnsError or Off;
}
