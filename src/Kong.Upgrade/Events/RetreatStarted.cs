namespace Kong.Upgrade.Events;

/// <summary>All traffic is about to go back to blue. Immutable.</summary>
public sealed class RetreatStarted : UpgradeEvent
{
    internal RetreatStarted(string runId, DateTimeOffset at, string reason)
        : base(runId, at) => Reason = reason;

    /// <summary>Why.</summary>
    public string Reason { get; }

    /// <inheritdoc/>
    public override string ToString() => $"retreating: {Reason}";
}
