namespace Kong.Upgrade.Staging.Comparing;

/// <summary>What came out of a comparison. Immutable.</summary>
internal sealed record ComparisonResult
{
    /// <summary>What differs only on green.</summary>
    public IReadOnlyList<Difference> Differences { get; init; } = [];

    /// <summary>Differences that the versions are known for.</summary>
    public IReadOnlyList<string> Explained { get; init; } = [];

    /// <summary>Why nothing could be compared; <see langword="null"/> when something was.</summary>
    public string? Uncompared { get; init; }
}
