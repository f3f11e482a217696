using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Staging.Recipes;

/// <summary>Looks at one green node with several requests.</summary>
internal delegate Task<NodeLook> NodePart(StagingSession session, StagingTarget target, ClusterNode node, CancellationToken cancellationToken);
