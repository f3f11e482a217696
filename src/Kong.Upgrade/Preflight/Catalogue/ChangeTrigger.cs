namespace Kong.Upgrade.Preflight.Catalogue;

/// <summary>Which upgrades a change concerns.</summary>
public enum ChangeTrigger
{
    /// <summary>Those that come to have it: the new version has it, the old one has not. Nearly all.</summary>
    Crossing = 0,

    /// <summary>Those to a version that has it, whatever the old one has: a defect of some versions.</summary>
    Target,

    /// <summary>Those from or to a version that has it.</summary>
    Either,

    /// <summary>Every upgrade.</summary>
    Always,
}
