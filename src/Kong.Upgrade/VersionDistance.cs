namespace Kong.Upgrade;

/// <summary>What kind of step lies between two versions of Kong; see <see cref="KongVersion.DistanceTo"/>.</summary>
/// <remarks>Kong guarantees patch to patch, a minor to the next, and LTS to the next LTS; it advises blue-green only between patches (kong-facts 6.1).</remarks>
public enum VersionDistance
{
    /// <summary>Not determined.</summary>
    Unknown = 0,

    /// <summary>The same version.</summary>
    Same,

    /// <summary>A newer patch of the same minor version: the only step that needs no acknowledgement.</summary>
    Patch,

    /// <summary>The next minor version of the same major one.</summary>
    NextMinor,

    /// <summary>A later minor version with others in between, which Kong's own migration tests do not cover.</summary>
    SeveralMinors,

    /// <summary>A newer major version.</summary>
    Major,

    /// <summary>An older version: Kong has no migrations back.</summary>
    Backwards,

    /// <summary>From open source to Enterprise or back, which is a conversion and no upgrade.</summary>
    OtherEdition,
}
