namespace Kong.Upgrade.Events;

/// <summary>A retreat came to its end. Immutable.</summary>
public sealed class RetreatEnded : UpgradeEvent
{
    internal RetreatEnded(string runId, DateTimeOffset at, bool isInForce, TimeSpan duration, TimeSpan? lastGreenRequest)
        : base(runId, at) => (IsInForce, Duration, LastGreenRequest) = (isInForce, duration, lastGreenRequest);

    /// <summary>Whether all traffic was seen to be on blue.</summary>
    public bool IsInForce { get; }

    /// <summary>From decision to proof, or to giving up.</summary>
    public TimeSpan Duration { get; }

    /// <summary>From decision to the end of the last look in which green had answered anything, exact to one <see cref="KongUpgradeOptions.WatchInterval"/>; <see langword="null"/> when that was not seen.</summary>
    public TimeSpan? LastGreenRequest { get; }

    /// <inheritdoc/>
    public override string ToString() => IsInForce ? $"all traffic is on blue after {Duration.TotalMilliseconds:0} ms" : "the retreat could not be proven: traffic may still reach green";
}
