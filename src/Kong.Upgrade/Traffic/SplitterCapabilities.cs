namespace Kong.Upgrade.Traffic;

/// <summary>What a traffic splitter can do. Immutable.</summary>
public sealed class SplitterCapabilities
{
    /// <summary>The smallest share other than nothing that it can give green. The default value is 1 percent.</summary>
    public TrafficShare SmallestStep { get; init; } = TrafficShare.FromPercent(1);

    /// <summary>By how much a share in force may differ from the one that was asked, because the balancer counts in steps of its own. Nothing and everything are always exact. The default value is 0: every share is given exactly.</summary>
    public TrafficShare Accuracy { get; init; }

    /// <summary>How long after <see cref="ITrafficSplitter.SetShareAsync"/> returned some requests may still follow the old share. The default value is 2 seconds (kong-facts 14 no. 3).</summary>
    public TimeSpan SettlesWithin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether a client stays on the side it first met: counts then vary more than coin tosses do. The default value is <see langword="false"/>.</summary>
    public bool IsSticky { get; init; }

    /// <summary>Whether requests that carry a certain header go to a side whatever the share is: for testers. The default value is <see langword="false"/>.</summary>
    public bool RoutesTesters { get; init; }

    /// <summary>Whether a part of blue's requests is sent to green as well, its answers discarded. The default value is <see langword="false"/>.</summary>
    public bool Mirrors { get; init; }

    /// <summary>Whether blue answers an idempotent request that failed on green, so that the user sees nothing of it. The default value is <see langword="false"/>.</summary>
    public bool Shields { get; init; }
}
