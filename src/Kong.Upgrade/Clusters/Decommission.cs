using Kong.Upgrade.Migrations;

namespace Kong.Upgrade.Clusters;

/// <summary>An order to take one cluster out of service: drain, stop and, for blue, fence. Immutable.</summary>
/// <remarks>
/// Anybody may order green away. An order for blue takes the <see cref="FinishPermit"/> of a finish that came about, which only
/// the engine has: before that, blue is never stopped.
/// </remarks>
public sealed class Decommission
{
    private Decommission(ClusterSide side, string reason, bool fence) => (Side, Reason, Fence) = (side, reason, fence);

    /// <summary>The cluster to take away.</summary>
    public ClusterSide Side { get; }

    /// <summary>Why, for logs.</summary>
    public string Reason { get; }

    /// <summary>Whether the cluster must be kept from ever using this database again: Kong does not fence itself (kong-facts 12.5).</summary>
    public bool Fence { get; }

    /// <summary>Orders green, the guide's cluster Y, away, as a rollback does.</summary>
    /// <param name="reason">Why, for logs.</param>
    /// <returns>The order.</returns>
    public static Decommission Green(string reason) => new(ClusterSide.Green, reason, fence: false);

    /// <summary>Orders blue, the guide's cluster X, away for good.</summary>
    /// <param name="permit">The permit of the finish that made blue useless.</param>
    /// <returns>The order.</returns>
    public static Decommission Blue(FinishPermit permit)
    {
        ArgumentNullException.ThrowIfNull(permit);
        return new(ClusterSide.Blue, $"finished: {permit.Reason}", fence: true);
    }
}
