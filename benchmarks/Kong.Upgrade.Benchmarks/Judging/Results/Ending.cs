namespace Kong.Upgrade.Benchmarks.Judging.Results;

/// <summary>How one run ended.</summary>
/// <param name="Decision">Rolled back, promoted, or <see cref="RuleDecision.Hold"/>: undecided until its horizon.</param>
/// <param name="Second">When, since green's first share.</param>
/// <param name="SinceOnset">Requests to green until then, since the defect began.</param>
/// <param name="Failed">Failed requests to green until then.</param>
/// <param name="Excess">How many more that is than blue's usual rate makes.</param>
/// <param name="Harm">What users will have suffered when three hours are over: until then this, afterwards what the decision leaves in place.</param>
internal readonly record struct Ending(RuleDecision Decision, double Second, long SinceOnset, long Failed, double Excess, double Harm);
