namespace Kong.Upgrade.Versions;

/// <summary>What is known of the way between two versions.</summary>
public enum UpgradePathStanding
{
    /// <summary>Nothing: one of the versions, or what lies between them, is not known here.</summary>
    Unknown = 0,

    /// <summary>Kong guarantees every step.</summary>
    Guaranteed,

    /// <summary>There is a way, but Kong does not guarantee each of its steps.</summary>
    NotGuaranteed,

    /// <summary>There is no way, and the reason says why.</summary>
    NoPath,
}
