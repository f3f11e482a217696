namespace Kong.Upgrade.Traffic;

/// <summary>What a traffic splitter can do. Immutable.</summary>
public sealed class SplitterCapabilities
{
    /// <summary>The smallest share other than nothing that it can give green. The default value is 1 percent.</summary>
    public TrafficShare SmallestStep { get; init; } = TrafficShare.FromPercent(1);

    /// <summary>How long after <see cref="ITrafficSplitter.SetShareAsync"/> returned some requests may still follow the old share. The default value is 2 seconds (kong-facts 14 no. 3).</summary>
    public TimeSpan SettlesWithin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether a client stays on the side it first met: counts then vary more than coin tosses do. The default value is <see langword="false"/>.</summary>
    public bool IsSticky { get; init; }
}
