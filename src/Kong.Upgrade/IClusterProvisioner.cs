using Kong.Upgrade.Clusters;

namespace Kong.Upgrade;

/// <summary>Brings up green (the guide's cluster Y) and, at the very end, takes blue (cluster X) away.</summary>
/// <remarks>
/// For the implementer: every member may be called again after a crash or a lost answer, and then has the same effect as once.
/// The token means that the caller no longer waits: stop where it is safe to repeat, and throw
/// <see cref="OperationCanceledException"/>. For anything else that fails throw <see cref="UpgradeServiceException"/> (with
/// <see cref="KongUpgradeException.IsTransient"/> when the same call may work in a moment); the run then goes back to blue.
/// Never touch blue except in <see cref="DecommissionAsync"/>.
/// </remarks>
public interface IClusterProvisioner
{
    /// <summary>Installs green and points it at the shared database, without starting it.</summary>
    /// <param name="spec">What green has to be.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>A task that ends when green could be started.</returns>
    Task PrepareAsync(ClusterSpec spec, CancellationToken cancellationToken);

    /// <summary>Starts green, or finds it started, and waits until every node is ready.</summary>
    /// <param name="spec">What green has to be.</param>
    /// <param name="cancellationToken">The caller no longer waits; nodes that were started may stay.</param>
    /// <returns>The ready nodes with the versions that they themselves report. A node that is not known to be ready is an error, not a result.</returns>
    Task<RunningCluster> StartAsync(ClusterSpec spec, CancellationToken cancellationToken);

    /// <summary>Takes a cluster away: drains it, stops it and, when asked, fences it from the database.</summary>
    /// <param name="order">Which cluster and why. A cluster that is gone already is no error.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>A task that ends when the cluster is gone.</returns>
    Task DecommissionAsync(Decommission order, CancellationToken cancellationToken);
}
