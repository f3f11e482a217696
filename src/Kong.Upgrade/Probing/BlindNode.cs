using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Probing;

/// <summary>A node of which a probe could not tell what it did.</summary>
/// <param name="Side">Its cluster.</param>
/// <param name="Node">Its name.</param>
/// <param name="Trouble">What was in the way.</param>
public readonly record struct BlindNode(ClusterSide Side, string Node, string Trouble);
