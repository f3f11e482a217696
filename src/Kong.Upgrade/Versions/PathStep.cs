namespace Kong.Upgrade.Versions;

/// <summary>One upgrade of an <see cref="UpgradePath"/>. Each is an upgrade of its own: the next begins when it is finished and its old cluster is gone. Immutable.</summary>
public sealed class PathStep
{
    internal PathStep(PathStop from, PathStop to, PathStepKind kind, string why, UpgradeCircumstances circumstances)
    {
        (From, To, Kind, Why) = (from, to, kind, why);
        Remarks = StepRemarks.Of(this, circumstances);
    }

    /// <summary>Where it begins.</summary>
    public PathStop From { get; }

    /// <summary>Where it ends.</summary>
    public PathStop To { get; }

    /// <summary>What kind of step it is.</summary>
    public PathStepKind Kind { get; }

    /// <summary>Whether Kong's documents guarantee it: patches, neighbouring minor versions, neighbouring long-term versions (kong-facts 6.1).</summary>
    public bool IsGuaranteed => Kind is PathStepKind.Patch or PathStepKind.NextMinor or PathStepKind.NextLts;

    /// <summary>Whether both versions can work on one database at all, which begins at 2.8.2 (the guide's third prerequisite). It is not advice: Kong advises blue-green only for patches.</summary>
    public bool IsBlueGreenPossible => From.AtLeast >= BlueGreenFloor.Oldest;

    /// <summary>Why this step, in a sentence.</summary>
    public string Why { get; }

    /// <summary>What is particular about it, a sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>The step in one line.</summary>
    /// <returns>Text such as <c>3.4.x → 3.5.x</c>.</returns>
    public override string ToString() => $"{From} → {To}";
}
