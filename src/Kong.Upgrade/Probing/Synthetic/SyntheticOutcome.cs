namespace Kong.Upgrade.Probing.Synthetic;

/// <summary>What came of one request of ours.</summary>
internal enum SyntheticOutcome
{
    Expected,
    RateLimited,
    ClientError,

    /// <summary>Another answer than is right, or none that is the node's doing.</summary>
    Failed,
}
