using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Events;

/// <summary>A gate's verdict changed. Immutable.</summary>
public sealed class GateJudged : UpgradeEvent
{
    internal GateJudged(string runId, DateTimeOffset at, string gateName, GateVerdict verdict)
        : base(runId, at) => (GateName, Verdict) = (gateName, verdict);

    /// <summary>The gate.</summary>
    public string GateName { get; }

    /// <summary>What it makes of it now.</summary>
    public GateVerdict Verdict { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{GateName}: {Verdict.Verdict}: {Verdict.Reason}";
}
