using Kong.Upgrade.Freeze;

namespace Kong.Upgrade;

/// <summary>Stops configuration writes through every Admin API of both clusters, as the guide's first step asks.</summary>
/// <remarks>
/// For the implementer: freezing what is frozen and thawing what is thawed succeed without effect. A freeze survives the crash of
/// whoever asked for it. The migration itself must be let through; run-time data (counters, sessions) must stay writable
/// (kong-facts 2.3, 12.1, 12.2). Throw <see cref="UpgradeServiceException"/> when it cannot be proven.
/// </remarks>
public interface IWriteFreeze
{
    /// <summary>Freezes, and proves it by a write that is refused.</summary>
    /// <param name="request">Who freezes and why.</param>
    /// <param name="cancellationToken">The caller no longer waits; the freeze may stand.</param>
    /// <returns>The proof.</returns>
    Task<FreezeProof> FreezeAsync(FreezeRequest request, CancellationToken cancellationToken);

    /// <summary>Looks whether the freeze stands and what the configuration is.</summary>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>The state; <see cref="FreezeStanding.Unknown"/> when it could not be told.</returns>
    Task<FreezeState> CheckAsync(CancellationToken cancellationToken);

    /// <summary>Lets configuration writes through again.</summary>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>A task that ends when writes are possible.</returns>
    Task ThawAsync(CancellationToken cancellationToken);
}
