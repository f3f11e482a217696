using Kong.Upgrade.Approvals;

namespace Kong.Upgrade;

/// <summary>Asks a person before a step.</summary>
/// <remarks>
/// For the implementer: the same question may be asked again after a crash or by a later run; recognise it by run and step. The token
/// fires at the deadline, when harm to users was seen meanwhile, or when the run is cancelled: stop asking. Return
/// <see cref="ApprovalAnswer.None"/> when nobody answered; an exception is taken for the same.
/// </remarks>
public interface IApprovalGate
{
    /// <summary>Asks and waits for the answer.</summary>
    /// <param name="question">The question.</param>
    /// <param name="cancellationToken">Nobody waits for the answer any more.</param>
    /// <returns>The answer.</returns>
    Task<ApprovalAnswer> AskAsync(ApprovalQuestion question, CancellationToken cancellationToken);
}
