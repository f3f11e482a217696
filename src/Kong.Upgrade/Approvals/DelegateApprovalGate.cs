namespace Kong.Upgrade.Approvals;

internal sealed class DelegateApprovalGate(Func<ApprovalQuestion, CancellationToken, Task<ApprovalAnswer>> ask) : IApprovalGate
{
    public Task<ApprovalAnswer> AskAsync(ApprovalQuestion question, CancellationToken cancellationToken) => ask(question, cancellationToken);
}
