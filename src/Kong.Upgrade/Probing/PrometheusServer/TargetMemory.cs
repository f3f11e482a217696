namespace Kong.Upgrade.Probing.PrometheusServer;

/// <summary>What was last counted of a target. Immutable.</summary>
/// <param name="Until">The time of the last scrape that was counted.</param>
/// <param name="Counters">What each counter had come to then; those that it did not have stand at 0.</param>
internal sealed record TargetMemory(long Until, IReadOnlyDictionary<string, double> Counters);
