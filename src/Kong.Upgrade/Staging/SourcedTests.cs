namespace Kong.Upgrade.Staging;

/// <summary>What an <see cref="IStagingSource"/> made. Immutable.</summary>
internal sealed record SourcedTests
{
    public IReadOnlyList<IStagingTest> Tests { get; init; } = [];

    /// <summary>What is not tested and why, such as a route that another one hides: for the reader, and no failure.</summary>
    public IReadOnlyList<string> Untested { get; init; } = [];

    /// <summary>What could not be read: green is not proven, so it counts as could not tell.</summary>
    public IReadOnlyList<string> Troubles { get; init; } = [];
}
