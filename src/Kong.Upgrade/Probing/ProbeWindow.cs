namespace Kong.Upgrade.Probing;

/// <summary>The stretch of time that a probe is asked about.</summary>
/// <param name="From">The start, inclusive: where the window before ended.</param>
/// <param name="To">The end, exclusive: now.</param>
public readonly record struct ProbeWindow(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>How long the window is.</summary>
    public TimeSpan Length => To - From;
}
