using Kong.Upgrade;
using Kong.Upgrade.Approvals;

namespace LocalUpgrade.Approvals;

/// <summary>Asks by a file, and takes the answer that another process, <c>approve</c> or <c>deny</c>, leaves beside it: only one to this question of this run.</summary>
internal sealed class FileApprovalGate(ApprovalFolder folder, TimeProvider time) : IApprovalGate
{
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(200);

    public async Task<ApprovalAnswer> AskAsync(ApprovalQuestion question, CancellationToken cancellationToken)
    {
        folder.Ask(new(question.RunId, question.BeforeStep, question.Text, time.GetUtcNow(), question.Deadline));
        for (; ; )
        {
            if (Given(question) is { } answer)
            {
                folder.Consume(answer);
                return answer.Approved ? ApprovalAnswer.Approve(answer.By, answer.Reason) : ApprovalAnswer.Refuse(answer.By, answer.Reason);
            }
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private GivenAnswer? Given(ApprovalQuestion question)
    {
        try
        {
            return folder.Answer is { } answer && answer.Answers(question.RunId, question.BeforeStep) && answer.By.Trim().Length > 0 ? answer : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;        // looked at again in a moment
        }
    }
}
