using Kong.Upgrade.Witness;

namespace Kong.Upgrade;

/// <summary>Proves after <c>up</c> what the guide only says: that blue, the guide's cluster X, still works on the migrated database.</summary>
/// <remarks>
/// Running blue nodes keep their router in memory and so prove nothing (kong-facts 12.4); a fresh node of blue's version does.
/// For the implementer: whatever was started is stopped before the call returns, also when it is cancelled.
/// </remarks>
public interface IBlueWitness
{
    /// <summary>Starts one more node of blue's version, asks it what blue is asked, compares, and stops it.</summary>
    /// <param name="cancellationToken">The caller no longer waits; the node is stopped first.</param>
    /// <returns>What the witness said.</returns>
    Task<WitnessReport> TestifyAsync(CancellationToken cancellationToken);
}
