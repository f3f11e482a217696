using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Staging;

/// <summary>What staging tests are aimed at: green, before any user meets it, and blue to compare it with. Immutable.</summary>
public sealed class StagingTarget
{
    /// <summary>Green's ready nodes.</summary>
    public required IReadOnlyList<ClusterNode> Green { get; init; }

    /// <summary>Blue's nodes. Empty where they are not known: then nothing is compared, and the report says so.</summary>
    public IReadOnlyList<ClusterNode> Blue { get; init; } = [];

    /// <summary>Blue's version. The default value is <see langword="null"/>: that of the first of <see cref="Blue"/>, where there is one.</summary>
    public KongVersion? From { get; init; }

    /// <summary>What the tests of one run share; <see langword="null"/> where somebody runs a test by itself.</summary>
    internal StagingSession? Session { get; init; }
}
