namespace Kong.Upgrade.Execution;

/// <summary>Nobody answered in time: the run stops where it is and asks again when it is run again.</summary>
internal sealed class ApprovalPendingException(string before, DateTimeOffset deadline)
    : KongUpgradeException($"nobody answered before {deadline:u} whether {before} may go ahead")
{
    public string Before { get; } = before;
}
