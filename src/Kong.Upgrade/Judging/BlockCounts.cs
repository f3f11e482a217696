namespace Kong.Upgrade.Judging;

/// <summary>What blue and green did in one stretch of time: requests, and how many of them were of the kind that is watched.</summary>
/// <param name="Blue">Blue's requests; at least 0.</param>
/// <param name="BlueEvents">Of these, the watched ones; at most as many.</param>
/// <param name="Green">Green's requests; at least 0.</param>
/// <param name="GreenEvents">Of these, the watched ones; at most as many.</param>
public readonly record struct BlockCounts(long Blue, long BlueEvents, long Green, long GreenEvents)
{
    /// <summary>Whether both clusters did something, so that they can be compared.</summary>
    public bool IsComparable => Blue > 0 && Green > 0;
}
