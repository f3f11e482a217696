using Kong.Upgrade.Approvals;
using Kong.Upgrade.Events;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Steps;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Execution;

/// <summary>What must be there before a step acts: a person's consent where the plan asks for it, and the intent in the journal.</summary>
internal sealed class Permission(UpgradeRun run)
{
    public async Task BeginAsync(UpgradeStep current, CancellationToken cancellationToken)
    {
        // What a person allowed stays allowed for the run: a crash is no reason to wake somebody twice.
        if (run.Journal.Recall(Facts.Allowed + current.Name) is null)
        {
            string consent = await AskAsync(current, "Go ahead?", cancellationToken).ConfigureAwait(false);
            if (IsAsked(current)) await run.Context.NoteAsync(Facts.Allowed + current.Name, consent, cancellationToken).ConfigureAwait(false);
        }
        // Before the act: what is half done must be known to be taken back.
        await run.Journal.WriteAsync(JournalMark.Begun, current.Name, string.Empty, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Passes the point of no return, with proof and permission (I1). The token that is returned never fires (I10).</summary>
    public async Task<CancellationToken> CommitAsync(UpgradeStep current, CancellationToken cancellationToken)
    {
        FinishGuard guard = new(run);
        string proof = await guard.ProveAsync(cancellationToken).ConfigureAwait(false);
        string consent = run.IsCommitted ? "permitted before an earlier process ended"
            : await AskAsync(current, $"Seen to hold: {proof}. After this there is only forward. Finish?", cancellationToken).ConfigureAwait(false);
        // A person may take hours to answer: what held then must still hold now.
        if (!run.IsCommitted && run.Plan.Approvals.Any(a => a.Before is GuideStep.Finish)) proof = await guard.ProveAsync(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        run.Permit = new(run.RunId, $"{consent}; {proof}", run.Time.GetUtcNow());
        run.IsCommitted = true;                 // in memory first: a commit whose writing is in doubt halts and never reverts
        await run.Journal.WriteAsync(JournalMark.Committed, current.Name, run.Permit.Reason, CancellationToken.None).ConfigureAwait(false);
        run.Logger.PointOfNoReturn(run.Permit.Reason);
        await run.TellAsync(new PointOfNoReturnPassed(run.RunId, run.Time.GetUtcNow(), run.Permit)).ConfigureAwait(false);
        return CancellationToken.None;
    }

    private async Task<string> AskAsync(UpgradeStep current, string text, CancellationToken cancellationToken)
    {
        if (Requirement(current) is not { } requirement) return "the plan lets the gates decide";
        ApprovalQuestion question = Question(current, text, run.Time.GetUtcNow() + requirement.Within);
        await run.TellAsync(new ApprovalAsked(run.RunId, run.Time.GetUtcNow(), question)).ConfigureAwait(false);
        ApprovalAnswer answer = await AnswerAsync(requirement, question, cancellationToken).ConfigureAwait(false);
        await run.TellAsync(new ApprovalAnswered(run.RunId, run.Time.GetUtcNow(), answer)).ConfigureAwait(false);
        return answer.Verdict switch
        {
            ApprovalVerdict.Approved => $"approved by {answer.By}{(answer.Reason.Length > 0 ? $": {answer.Reason}" : string.Empty)}",
            ApprovalVerdict.Refused => throw new ApprovalRefusedException(current.Name, answer.By, answer.Reason),
            _ => throw new ApprovalPendingException(current.Name, question.Deadline),
        };
    }

    private bool IsAsked(UpgradeStep current) => Requirement(current) is not null;

    private ApprovalRequirement? Requirement(UpgradeStep current) =>
        current is GuidedStep guided ? run.Plan.Approvals.FirstOrDefault(a => a.Before == guided.Guide) : null;

    private ApprovalQuestion Question(UpgradeStep current, string text, DateTimeOffset deadline) => new()
    {
        RunId = run.RunId,
        BeforeStep = current.Name,
        Deadline = deadline,
        Text = $"Kong {run.Plan.From} to {run.Plan.To}, run {run.RunId}: next is '{current.Name}': {current.Does}. {text}",
    };

    private async Task<ApprovalAnswer> AnswerAsync(ApprovalRequirement requirement, ApprovalQuestion question, CancellationToken cancellationToken)
    {
        CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            Task<ApprovalAnswer> asking = Deadline.RunAsync("the approval", requirement.Within, run.Time, token => (requirement.Gate ?? run.Services.Approvals!).AskAsync(question, token), stop.Token);
            return await WatchedAsync(requirement, asking, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not (GreenRegressedException or UndecidedException or RetreatedElsewhereException) && !cancellationToken.IsCancellationRequested)
        {
            return ApprovalAnswer.None;         // an answer that is not known is no consent
        }
        finally
        {
            Abandon.Call(stop);
        }
    }

    /// <summary>While green has traffic, waiting for a person is no reason to look away.</summary>
    private Task<ApprovalAnswer> WatchedAsync(ApprovalRequirement requirement, Task<ApprovalAnswer> asking, CancellationToken cancellationToken) =>
        requirement.Before > GuideStep.Divert ? new Watch(run, TrafficShare.AllGreen).WhileAsync(asking, cancellationToken) : asking;
}
