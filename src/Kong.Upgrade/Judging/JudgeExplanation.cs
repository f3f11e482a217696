using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Judging;

/// <summary>Why the judge said what it said at one stage. Immutable.</summary>
public sealed class JudgeExplanation
{
    internal JudgeExplanation()
    {
    }

    /// <summary>Green's share at the stage; <see langword="null"/> when nobody said it.</summary>
    public required TrafficShare? Share { get; init; }

    /// <summary>The verdict.</summary>
    public required ProbeVerdict Verdict { get; init; }

    /// <summary>The verdict's reason, in one line.</summary>
    public required string Reason { get; init; }

    /// <summary>The natural logarithm of all evidence against green.</summary>
    public required double LogEvidence { get; init; }

    /// <summary>From where on green is condemned.</summary>
    public required double LogThreshold { get; init; }

    /// <summary>What must have been proven of each signal before the stage is accepted, as a natural logarithm.</summary>
    public required double LogAcceptance { get; init; }

    /// <summary>What would have changed the verdict.</summary>
    public required string WouldHaveChanged { get; init; }

    /// <summary>What was counted.</summary>
    public required IReadOnlyList<JudgeCount> Counts { get; init; }

    /// <summary>Against whom there is evidence, the strongest first; at most ten.</summary>
    public required IReadOnlyList<JudgeSuspect> Suspects { get; init; }

    /// <summary>How the evidence came about, at most 120 points since the judge began.</summary>
    public required IReadOnlyList<JudgePoint> Path { get; init; }

    /// <summary>The explanation as text.</summary>
    /// <returns>Lines for people.</returns>
    public override string ToString() => JudgeWords.Of(this);
}
