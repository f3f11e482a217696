namespace Kong.Upgrade.Preflight;

/// <summary>How sure a finding is.</summary>
public enum FindingCertainty
{
    /// <summary>Not said: treated as certain.</summary>
    Unknown = 0,

    /// <summary>What was read proves it.</summary>
    Certain,

    /// <summary>What was read makes it likely; <see cref="PreflightFinding.HowToFindOut"/> says how to be sure. It blocks like a certain one.</summary>
    Suspected,

    /// <summary>No program can see it from here: a person has to read and decide. It never blocks.</summary>
    Review,
}
