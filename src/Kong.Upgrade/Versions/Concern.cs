namespace Kong.Upgrade.Versions;

/// <summary>Whether what is wrong with a version concerns an installation.</summary>
internal enum Concern
{
    /// <summary>Something that it depends on is not known.</summary>
    Unknown = 0,

    /// <summary>It does not.</summary>
    No,

    /// <summary>It does.</summary>
    Yes,
}
