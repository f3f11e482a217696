using Kong.Upgrade.Staging.Answers;

namespace Kong.Upgrade.Staging.Recipes;

/// <summary>What came of a look at one green node. Immutable; without secrets.</summary>
internal sealed record NodeLook
{
    private NodeLook()
    {
    }

    /// <summary>What is wrong, in words that do not depend on the request; <see langword="null"/> when nothing is.</summary>
    public string? Wrong { get; private init; }

    /// <summary>Why it could not be told; <see langword="null"/> when it could.</summary>
    public string? Untold { get; private init; }

    public string? Seen { get; private init; }

    public StagingAnswer? Green { get; private init; }

    public StagingAnswer? Blue { get; private init; }

    public static NodeLook Fine(string seen) => new() { Seen = seen };

    public static NodeLook CouldNotTell(string why) => new() { Untold = why };

    public static NodeLook Failed(string wrong, StagingAnswer? green = null, StagingAnswer? blue = null) => new() { Wrong = wrong, Green = green, Blue = blue };
}
