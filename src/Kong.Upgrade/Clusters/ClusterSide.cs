namespace Kong.Upgrade.Clusters;

/// <summary>Which of the two clusters on the shared database.</summary>
public enum ClusterSide
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Blue: the cluster that serves today, the guide's cluster X.</summary>
    Blue,

    /// <summary>Green: the cluster of the new version, the guide's cluster Y.</summary>
    Green,
}
