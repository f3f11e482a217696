using Kong.Upgrade;
using Kong.Upgrade.Journal;
using LocalUpgrade.Approvals;

namespace LocalUpgrade.Commands;

/// <summary>Answers what a run asks: the answer waits as a file for the process that runs, or for the next one that asks the same.</summary>
internal static class AnswerCommand
{
    public static async Task<int> RunAsync(CommandContext context, bool isApproved)
    {
        string directory = context.File().Journal();
        string reason = context.Invocation[Option.Reason] ?? throw new UsageException($"{Option.Reason.Name} is needed: it is kept with the run.");
        ApprovalFolder folder = new(directory);
        if (folder.Question is not { } question) return Refuse(context, "Nothing is asked, so nothing was answered. See: " + context.Press("status"));
        if (context.Invocation[Option.Run] is { } run && run != question.Run) return Refuse(context, $"Nothing was answered: it is run {question.Run} that asks, not {run}.");
        if (await EndedAsync(directory, question, context.Cancellation) is { } ended) return Refuse(context, ended);
        GivenAnswer answer = new(question.Run, question.Step, isApproved, Who.AmI, reason, context.Time.GetUtcNow());
        if (!folder.TryAnswer(answer)) return Refuse(context, $"Nothing was answered: {(folder.Answer is { } earlier ? $"{earlier.By} {(earlier.Approved ? "approved" : "denied")} it already, because: {earlier.Reason}" : "somebody was faster")}.");
        string next = Looks.Holder(directory) is null ? $"Nobody runs it at the moment. Press: {context.Press("run")}" : "The run goes on with it.";
        context.View.Say("answered", $"{(isApproved ? "APPROVED" : "DENIED")}: '{question.Step}' of run {question.Run}, by {answer.By}. {next}", ("run", question.Run), ("step", question.Step), ("approved", isApproved), ("by", answer.By));
        return ExitCodes.Completed;
    }

    /// <summary>Why nobody waits for the answer any more; <see langword="null"/> when somebody does, or the journal does not say.</summary>
    private static async Task<string?> EndedAsync(string directory, AskedQuestion question, CancellationToken cancellationToken)
    {
        RunRecord? record = await Looks.JournalAsync(directory, cancellationToken);
        if (record?.RunId != question.Run) return $"Nothing was answered: run {question.Run} asked, but the journal's run is {record?.RunId ?? "none"}.";
        return record.Outcome is UpgradeOutcome.Unknown && !record.IsReverting ? null : $"Nothing was answered: run {question.Run} {(record.IsReverting ? "has turned round" : $"ended {record.Outcome}")}.";
    }

    private static int Refuse(CommandContext context, string text)
    {
        context.View.Fail(text);
        return ExitCodes.Trouble;
    }
}
