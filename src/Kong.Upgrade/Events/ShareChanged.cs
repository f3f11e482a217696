using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Events;

/// <summary>The share in force changed. Immutable.</summary>
public sealed class ShareChanged : UpgradeEvent
{
    internal ShareChanged(string runId, DateTimeOffset at, TrafficShare share)
        : base(runId, at) => Share = share;

    /// <summary>Green's share now, read back.</summary>
    public TrafficShare Share { get; }

    /// <inheritdoc/>
    public override string ToString() => $"green now has {Share}";
}
