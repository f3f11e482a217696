namespace Kong.Upgrade.Versions.Strategies;

/// <summary>The ways of upgrading that Kong's documents describe.</summary>
public enum UpgradeStrategy
{
    /// <summary>None.</summary>
    Unknown = 0,

    /// <summary>A new cluster with a database of its own, restored from a backup, beside the old one.</summary>
    DualCluster,

    /// <summary>The old cluster is shut down, the database migrated, and the new cluster started on it.</summary>
    InPlace,

    /// <summary>Node after node is replaced; for nodes without a database.</summary>
    Rolling,

    /// <summary>A new cluster beside the old one on the same database: what this library executes.</summary>
    BlueGreen,
}
