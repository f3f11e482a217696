namespace Kong.Upgrade.Staging;

/// <summary>The end of one staging test.</summary>
/// <param name="Verdict">How it ended.</param>
/// <param name="Evidence">What was asked and what came back, without secrets.</param>
public readonly record struct StagingOutcome(StagingVerdict Verdict, string Evidence)
{
    /// <summary>What was wrong, node by node; the same cause in many tests is one finding of the report. Empty by default: then <see cref="Evidence"/> says it.</summary>
    public IReadOnlyList<StagingFinding> Findings { get => field ?? []; init; }

    /// <summary>Whether nothing could be tested and that is nobody's fault: it is told among what was not tested, and keeps nobody from going on.</summary>
    internal bool IsUntested { get; init; }

    /// <summary>Differences between blue and green that are known of their versions and are no findings, a sentence each. Empty by default.</summary>
    public IReadOnlyList<string> Explained { get => field ?? []; init; }
}
