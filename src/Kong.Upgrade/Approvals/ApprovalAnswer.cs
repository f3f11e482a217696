namespace Kong.Upgrade.Approvals;

/// <summary>An answer with a name to it. Immutable.</summary>
public sealed class ApprovalAnswer
{
    /// <summary>No answer, now or ever.</summary>
    public static ApprovalAnswer None { get; } = new();

    /// <summary>What was said. The default value is <see cref="ApprovalVerdict.NoAnswer"/>.</summary>
    public ApprovalVerdict Verdict { get; init; }

    /// <summary>Who said it. The default value is empty.</summary>
    public string By { get; init; } = string.Empty;

    /// <summary>Why. The default value is empty.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Consent.</summary>
    /// <param name="by">Who consents; must not be blank.</param>
    /// <param name="reason">Why.</param>
    /// <returns>The answer.</returns>
    public static ApprovalAnswer Approve(string by, string reason) => Answer(ApprovalVerdict.Approved, by, reason);

    /// <summary>Refusal.</summary>
    /// <param name="by">Who refuses; must not be blank.</param>
    /// <param name="reason">Why.</param>
    /// <returns>The answer.</returns>
    public static ApprovalAnswer Refuse(string by, string reason) => Answer(ApprovalVerdict.Refused, by, reason);

    private static ApprovalAnswer Answer(ApprovalVerdict verdict, string by, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        return new() { Verdict = verdict, By = by, Reason = reason };
    }
}
