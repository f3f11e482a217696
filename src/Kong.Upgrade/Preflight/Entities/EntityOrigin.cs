namespace Kong.Upgrade.Preflight.Entities;

/// <summary>What kind of source entities come from.</summary>
public enum EntityOrigin
{
    /// <summary>Not said.</summary>
    Unknown = 0,

    /// <summary>Rows of Kong's own database.</summary>
    Database,

    /// <summary>A node's Admin API.</summary>
    AdminApi,

    /// <summary>A declarative file: of decK, or of <c>kong config db_export</c>.</summary>
    File,
}
