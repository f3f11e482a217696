namespace Kong.Upgrade.Preflight.Catalogue;

/// <summary>Which editions of Kong a change is in.</summary>
public enum ChangeEditions
{
    /// <summary>Not said.</summary>
    Unknown = 0,

    /// <summary>Open source and Enterprise.</summary>
    Both,

    /// <summary>Open source only.</summary>
    OpenSource,

    /// <summary>Enterprise only.</summary>
    Enterprise,
}
