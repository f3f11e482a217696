namespace Kong.Upgrade.Simulation.Installation;

/// <summary>Hands a simulated installation's services to an upgrade.</summary>
public static class SimulatedInstallationExtensions
{
    /// <summary>Uses the installation for everything but journal, approvals and tests.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="installation">The installation; the container does not dispose it.</param>
    /// <returns>The builder.</returns>
    public static IKongUpgradeBuilder UseSimulation(this IKongUpgradeBuilder builder, SimulatedInstallation installation)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(installation);
        return builder.Use(installation.Migrations).Use(installation.Clusters).Use<ITrafficSplitter>(installation.Balancer)
            .Use(installation.Probe).Use(installation.Freeze).Use(installation.Backup);
    }
}
