namespace Kong.Upgrade.Staging;

/// <summary>One test of a suite and how it ended. Immutable.</summary>
public sealed class StagedTest
{
    /// <summary>The test's name.</summary>
    public required string Name { get; init; }

    /// <summary>How it ended; <see langword="null"/> when it was not run for want of consent, or neither side answers.</summary>
    public required StagingVerdict? Verdict { get; init; }

    /// <summary>What was asked and what came back, or why it was not run; without secrets.</summary>
    public required string Evidence { get; init; }

    internal IReadOnlyList<StagingFinding> Findings { get; init; } = [];

    internal IReadOnlyList<string> Explained { get; init; } = [];

    internal IReadOnlyList<string> Traits { get; init; } = [];
}
