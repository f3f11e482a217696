using Kong.Upgrade.Preflight;

namespace Kong.Upgrade.Events;

/// <summary>Something was found before anything was changed. Immutable.</summary>
public sealed class FindingReported : UpgradeEvent
{
    internal FindingReported(string runId, DateTimeOffset at, string ruleId, PreflightFinding finding)
        : base(runId, at) => (RuleId, Finding) = (ruleId, finding);

    /// <summary>The rule.</summary>
    public string RuleId { get; }

    /// <summary>What was found.</summary>
    public PreflightFinding Finding { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{RuleId}: {Finding.Severity}: {Finding.What}";
}
