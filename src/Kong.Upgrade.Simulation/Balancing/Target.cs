namespace Kong.Upgrade.Simulation.Balancing;

/// <summary>Where requests go: an address of the configuration, and the real one behind it.</summary>
internal sealed class Target(string name, string address, int weight, bool checks)
{
    private volatile bool _unhealthy;

    /// <summary>Host and port as configured; also what the upstream sees as `Host`.</summary>
    public string Name => name;

    /// <summary>Host and port that are connected to.</summary>
    public string Address => address;

    public int Weight => weight;

    public bool IsAvailable => !checks || !_unhealthy;

    /// <summary>As `GET /upstreams/…/health` writes it (kong-facts 3.4).</summary>
    public string Health => !checks ? "HEALTHCHECKS_OFF" : _unhealthy ? "UNHEALTHY" : "HEALTHY";

    public void Mark(bool healthy) => _unhealthy = !healthy;
}
