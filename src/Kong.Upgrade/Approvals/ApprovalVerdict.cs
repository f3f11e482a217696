namespace Kong.Upgrade.Approvals;

/// <summary>What somebody said to a question.</summary>
public enum ApprovalVerdict
{
    /// <summary>Nothing yet: never taken for consent.</summary>
    NoAnswer = 0,

    /// <summary>Go on.</summary>
    Approved,

    /// <summary>Do not: all traffic goes back to blue.</summary>
    Refused,
}
