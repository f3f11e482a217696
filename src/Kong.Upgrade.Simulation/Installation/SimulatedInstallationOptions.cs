namespace Kong.Upgrade.Simulation.Installation;

/// <summary>What a simulated installation is made of. Read once.</summary>
public sealed class SimulatedInstallationOptions
{
    /// <summary>Blue's version.</summary>
    public required KongVersion From { get; init; }

    /// <summary>Green's version.</summary>
    public required KongVersion To { get; init; }

    /// <summary>The configuration, as <c>kong config db_export</c> writes it.</summary>
    public required string Configuration { get; init; }

    /// <summary>Where the installation keeps what must outlive its process: migrations, traffic share, freeze, which nodes run. Made when missing.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Nodes of each cluster. The default value is 2.</summary>
    public int NodesPerCluster { get; init; } = 2;
}
