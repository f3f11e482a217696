using Kong.Upgrade.Approvals;

namespace Kong.Upgrade.Events;

/// <summary>A person answered, or the deadline passed. Immutable.</summary>
public sealed class ApprovalAnswered : UpgradeEvent
{
    internal ApprovalAnswered(string runId, DateTimeOffset at, ApprovalAnswer answer)
        : base(runId, at) => Answer = answer;

    /// <summary>The answer.</summary>
    public ApprovalAnswer Answer { get; }

    /// <inheritdoc/>
    public override string ToString() => $"answer: {Answer.Verdict} {Answer.By} {Answer.Reason}".TrimEnd();
}
