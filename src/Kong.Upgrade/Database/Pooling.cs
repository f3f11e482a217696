namespace Kong.Upgrade.Database;

/// <summary>What stands before the server.</summary>
internal enum Pooling
{
    /// <summary>Not looked.</summary>
    Unknown,

    /// <summary>Nothing.</summary>
    None,

    /// <summary>A pooler that leaves a client its server's session as long as it is connected.</summary>
    Session,

    /// <summary>A pooler that hands sessions round.</summary>
    Transaction,
}
