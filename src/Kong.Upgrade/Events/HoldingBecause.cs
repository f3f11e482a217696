namespace Kong.Upgrade.Events;

/// <summary>The run holds where it is, because it cannot tell. Immutable.</summary>
public sealed class HoldingBecause : UpgradeEvent
{
    internal HoldingBecause(string runId, DateTimeOffset at, string reason)
        : base(runId, at) => Reason = reason;

    /// <summary>What it waits for.</summary>
    public string Reason { get; }

    /// <inheritdoc/>
    public override string ToString() => $"holding: {Reason}";
}
