namespace Kong.Upgrade.Staging.Comparing;

/// <summary>What differs only on green. Immutable.</summary>
/// <param name="What">In words that are the same for the same cause.</param>
/// <param name="Area">What it touches (<see cref="StagingFinding.Area"/>).</param>
internal sealed record Difference(string What, string Area);
