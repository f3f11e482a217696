namespace Kong.Upgrade.Judging;

/// <summary>Somebody against whom there is evidence.</summary>
/// <param name="Signal">By what.</param>
/// <param name="Who">All of green, one of its nodes, or a route on it: "green", "node green-1", "route pay".</param>
/// <param name="LogEvidence">The natural logarithm of the evidence.</param>
/// <param name="IsNamed">Whether it is named as a culprit: of those named at most one in twenty is innocent on average (e-BH).</param>
public sealed record JudgeSuspect(JudgeSignal Signal, string Who, double LogEvidence, bool IsNamed);
