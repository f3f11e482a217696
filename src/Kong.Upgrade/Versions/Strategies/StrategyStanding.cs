namespace Kong.Upgrade.Versions.Strategies;

/// <summary>What Kong's documents say of a strategy for an installation. Better ones have lower numbers, except the zero.</summary>
public enum StrategyStanding
{
    /// <summary>It depends on what is not known; the reason says on what.</summary>
    Unknown = 0,

    /// <summary>It is what they advise.</summary>
    Advised,

    /// <summary>They describe it, and something else comes first.</summary>
    Described,

    /// <summary>They advise against it here, or a wish of the installation does.</summary>
    NotAdvised,

    /// <summary>It cannot be done here.</summary>
    Impossible,
}
