namespace Kong.Upgrade.Preflight.Catalogue;

/// <summary>Which upgrades a change concerns.</summary>
public enum ChangeTrigger
{
    /// <summary>Not said.</summary>
    Unknown = 0,

    /// <summary>Those that come to have it: the new version has it, the old one has not. Nearly all.</summary>
    Crossing,

    /// <summary>Those to a version that has it, whatever the old one has: a defect of some versions.</summary>
    Target,

    /// <summary>Those from or to a version that has it.</summary>
    Either,

    /// <summary>Every upgrade.</summary>
    Always,
}
