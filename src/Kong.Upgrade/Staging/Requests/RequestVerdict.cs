using Kong.Upgrade.Staging.Answers;
using Kong.Upgrade.Staging.Comparing;

namespace Kong.Upgrade.Staging.Requests;

/// <summary>What one green node's answer came to. Immutable.</summary>
internal sealed record RequestVerdict
{
    public IReadOnlyList<Difference> Differences { get; init; } = [];

    public IReadOnlyList<string> Explained { get; init; } = [];

    /// <summary>Why it could not be told; <see langword="null"/> when it could.</summary>
    public string? CouldNotTell { get; init; }

    /// <summary>The answer that it is about where another was asked for; <see langword="null"/> for the first.</summary>
    public StagingAnswer? Judged { get; init; }

    /// <summary>Whether neither side answers, so that there is nothing to judge.</summary>
    public bool IsSilent { get; init; }

    public static RequestVerdict Untold(string why) => new() { CouldNotTell = why };

    public static RequestVerdict Failed(Difference difference) => new() { Differences = [difference] };
}
