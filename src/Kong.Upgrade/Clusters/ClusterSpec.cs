namespace Kong.Upgrade.Clusters;

/// <summary>What green, the guide's cluster Y, has to be. Immutable.</summary>
public sealed class ClusterSpec
{
    /// <summary>The version every node must report.</summary>
    public required KongVersion Version { get; init; }

    /// <summary>The run that asks; the same for every attempt of one run, so that nodes can be recognised again.</summary>
    public required string RunId { get; init; }

    /// <summary>Whether green must be as large as blue, as the guide asks. The default value is <see langword="true"/>.</summary>
    public bool MatchBlueCapacity { get; init; } = true;
}
