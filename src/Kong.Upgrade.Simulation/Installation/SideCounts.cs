namespace Kong.Upgrade.Simulation.Installation;

/// <summary>What users got from one cluster through the balancer, since it started. All counts only rise.</summary>
/// <param name="Requests">Requests answered.</param>
/// <param name="Failed">Of these, answers 500 to 599, those included that the balancer gave because no node answered.</param>
public readonly record struct SideCounts(long Requests, long Failed);
