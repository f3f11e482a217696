namespace Kong.Upgrade.Freeze;

/// <summary>Whether configuration writes are refused.</summary>
public enum FreezeStanding
{
    /// <summary>Could not be told.</summary>
    Unknown = 0,

    /// <summary>Writes are refused.</summary>
    Frozen,

    /// <summary>Writes are possible.</summary>
    Thawed,

    /// <summary>Writes are possible, and nobody pretends otherwise: they are watched, and only the fingerprint betrays one.</summary>
    Observed,
}
