using Kong.Upgrade.Clusters;

namespace Kong.Upgrade;

/// <summary>Names blue's nodes (the guide's cluster X), for who compares green with them; never for changing them. A provisioner may be one as well, and is then asked by itself.</summary>
public interface IBlueCluster
{
    /// <summary>Names the nodes that serve users today.</summary>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>The nodes as far as they are known; none where they are not.</returns>
    Task<IReadOnlyList<ClusterNode>> GetNodesAsync(CancellationToken cancellationToken);
}
