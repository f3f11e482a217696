using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Configuration;

/// <summary>How long a change takes until a node goes by it; medians of s3-propagation (kong-facts 11.16, 11.17).</summary>
internal static class Propagation
{
    /// <summary>How often nodes look for changes (`db_update_frequency`).</summary>
    public static TimeSpan Poll => TimeSpan.FromSeconds(5);

    /// <summary>A credential changed through another node: refused on all within 5 s, all versions.</summary>
    public static TimeSpan Credentials => TimeSpan.FromSeconds(3);

    /// <summary>Changed through this node itself.</summary>
    public static TimeSpan Own(VersionTraits version) =>
        TimeSpan.FromSeconds(!version.AtLeast(3, 0) ? 0.3 : version.HasOwnCoreChannel ? 1.2 : 0.75);

    /// <summary>Changed through another node that speaks on the same channel.</summary>
    public static TimeSpan Others(VersionTraits version) => TimeSpan.FromSeconds(version.HasOwnCoreChannel ? 8.1 : 6.2);
}
