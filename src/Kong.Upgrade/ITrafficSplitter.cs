using Kong.Upgrade.Traffic;

namespace Kong.Upgrade;

/// <summary>Moves user traffic between blue (the guide's cluster X) and green (cluster Y): any load balancer that can split.</summary>
/// <remarks>
/// For the implementer: this is the one service that a retreat needs, so it must work when everything else is broken, and must
/// answer as late as it likes to a cancelled token but never block for ever. Setting the same share twice has the same effect as once.
/// Throw <see cref="UpgradeServiceException"/> when the balancer refuses or cannot be reached; a share that is not known is an exception,
/// never a guess. Members may be called from several threads.
/// </remarks>
public interface ITrafficSplitter
{
    /// <summary>What this splitter can do. Constant.</summary>
    SplitterCapabilities Capabilities { get; }

    /// <summary>Reads the share that the balancer really has now, not the one last asked.</summary>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>The share in force.</returns>
    Task<TrafficShare> GetShareAsync(CancellationToken cancellationToken);

    /// <summary>Asks the balancer for a share, and waits until it is in force for new requests.</summary>
    /// <param name="desired">The share to have.</param>
    /// <param name="cancellationToken">The caller no longer waits; either share may then be in force.</param>
    /// <returns>The share now in force, read back.</returns>
    Task<TrafficShare> SetShareAsync(TrafficShare desired, CancellationToken cancellationToken);
}
