using Kong.Upgrade.Approvals;

namespace Kong.Upgrade.Events;

/// <summary>A person is asked. Immutable.</summary>
public sealed class ApprovalAsked : UpgradeEvent
{
    internal ApprovalAsked(string runId, DateTimeOffset at, ApprovalQuestion question)
        : base(runId, at) => Question = question;

    /// <summary>The question.</summary>
    public ApprovalQuestion Question { get; }

    /// <inheritdoc/>
    public override string ToString() => $"asking before {Question.BeforeStep}, until {Question.Deadline:u}";
}
