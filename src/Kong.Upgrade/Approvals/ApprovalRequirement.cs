namespace Kong.Upgrade.Approvals;

/// <summary>A question that a plan asks before one of its steps. Immutable.</summary>
public sealed class ApprovalRequirement
{
    internal ApprovalRequirement(GuideStep before, TimeSpan within, IApprovalGate? gate) => (Before, Within, Gate) = (before, within, gate);

    /// <summary>The step that waits for the answer.</summary>
    public GuideStep Before { get; }

    /// <summary>How long the run waits for the answer.</summary>
    public TimeSpan Within { get; }

    /// <summary>Who is asked; <see langword="null"/> when it is the host's registered <see cref="IApprovalGate"/>.</summary>
    public IApprovalGate? Gate { get; }
}
