namespace Kong.Upgrade.Judging;

/// <summary>A point of the path that the evidence took.</summary>
/// <param name="At">When.</param>
/// <param name="LogEvidence">The natural logarithm of all evidence together.</param>
public readonly record struct JudgePoint(DateTimeOffset At, double LogEvidence);
