namespace Kong.Upgrade;

/// <summary>How Kong is deployed.</summary>
public enum KongDeployment
{
    /// <summary>Not said.</summary>
    Unknown = 0,

    /// <summary>Every node uses the database.</summary>
    Traditional,

    /// <summary>The control planes of a hybrid deployment.</summary>
    HybridControlPlane,

    /// <summary>No database: a blue-green upgrade on a shared database is not possible.</summary>
    DbLess,
}
