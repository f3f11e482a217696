namespace Kong.Upgrade.Staging;

/// <summary>How a staging test ended.</summary>
public enum StagingVerdict
{
    /// <summary>It could not tell: never taken for a pass.</summary>
    CouldNotTell = 0,

    /// <summary>Green did what was expected.</summary>
    Passed,

    /// <summary>Green did something else.</summary>
    Failed,
}
