using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Staging;

/// <summary>What a staging test is aimed at: green, before any user meets it. Immutable.</summary>
public sealed class StagingTarget
{
    /// <summary>Green's ready nodes.</summary>
    public required IReadOnlyList<ClusterNode> Green { get; init; }
}
