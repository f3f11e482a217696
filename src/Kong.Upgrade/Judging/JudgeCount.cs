namespace Kong.Upgrade.Judging;

/// <summary>What was compared at a stage, and what was proven by it.</summary>
/// <param name="Signal">What was compared.</param>
/// <param name="What">In words, such as <c>failed</c> or <c>took longer than 10 ms</c>.</param>
/// <param name="Counts">Requests and events of both clusters since the stage began.</param>
/// <param name="Tolerance">How much worse green may be.</param>
/// <param name="Dispersion">By how much events were found to come in clusters.</param>
/// <param name="LogEvidence">The natural logarithm of the evidence that all of green is worse.</param>
/// <param name="LogAcceptance">The natural logarithm of the evidence that green is better than the margin, at its highest.</param>
public sealed record JudgeCount(JudgeSignal Signal, string What, BlockCounts Counts, Tolerance Tolerance, double Dispersion, double LogEvidence, double LogAcceptance);
