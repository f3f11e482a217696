namespace Kong.Upgrade.Versions;

/// <summary>What kind of step of an <see cref="UpgradePath"/> it is (kong-facts 6.1).</summary>
public enum PathStepKind
{
    /// <summary>Not determined.</summary>
    Unknown = 0,

    /// <summary>To a newer patch of the same minor version: guaranteed by Kong.</summary>
    Patch,

    /// <summary>To the next minor version: guaranteed by Kong.</summary>
    NextMinor,

    /// <summary>From a long-term version to the next one, such as 3.4 to 3.10: guaranteed by Kong.</summary>
    NextLts,

    /// <summary>To another major version, between versions that are not both long-term: described by Kong, not guaranteed.</summary>
    Major,

    /// <summary>Over several minor versions at once: possible, not guaranteed.</summary>
    SeveralMinors,
}
