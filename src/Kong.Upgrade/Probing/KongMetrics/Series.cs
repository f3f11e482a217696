namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>A counter or a histogram of one node. What a scrape says of it is only noted until the whole scrape has been read and found sound.</summary>
internal abstract class Series
{
    /// <summary>The last scrape that showed it.</summary>
    public int ShownIn { get; protected set; }

    /// <summary>Whether it shows less than before, so that it was counted anew.</summary>
    public abstract bool HasFallen { get; }

    /// <summary>What would be added; all that is shown after a fall (progressive-delivery 4.8).</summary>
    public abstract long Gain { get; }

    /// <summary>From now on counts from nothing: the process behind it is another one.</summary>
    public abstract void Forget();

    /// <summary>Takes what was noted.</summary>
    /// <param name="asBase">Whether it is only what the next scrape is compared with.</param>
    public abstract void Count(bool asBase);
}
