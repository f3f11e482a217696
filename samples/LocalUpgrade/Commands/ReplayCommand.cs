using Kong.Upgrade.Journal;
using Kong.Upgrade.Judging;

namespace LocalUpgrade.Commands;

/// <summary>Judges anew what the journal kept of the newest run: what the judge would have said, and when, with what the settings file says now.</summary>
internal static class ReplayCommand
{
    public static async Task<int> RunAsync(CommandContext context)
    {
        if (context.File().Judge() is not { } options) return Refuse(context, "the settings switch the judge off ($.judge.enabled)");
        string directory = context.File().Journal();
        if (await Looks.JournalAsync(directory, context.Cancellation) is not { } record) return Refuse(context, $"there is no run in {directory}");
        JudgeReplay replay = JudgeReplay.Run(record.Entries, options);
        if (replay.Stages.Count == 0) return Refuse(context, $"run {record.RunId} kept no evidence of a green with traffic{(replay.Unreadable.Count > 0 ? $" that could be read: {replay.Unreadable[0]}" : "")}");
        context.View.Say(
            "outcome", $"{Headline(replay)}\n  run {RunWords.Of(record, Looks.Holder(directory))}\n{replay.ToString().TrimEnd()}",
            ("run", record.RunId), ("verdict", replay.Verdict), ("decidedAt", replay.DecidedAt), ("reason", replay.Stages[^1].Reason));
        return ExitCodes.Completed;
    }

    private static string Headline(JudgeReplay replay) => replay.DecidedAt is { } at
        ? $"GREEN WOULD HAVE BEEN CONDEMNED at {at:u}: {replay.Stages[^1].Reason}"
        : $"GREEN WOULD NOT HAVE BEEN CONDEMNED; at the end it was {replay.Verdict.ToString().ToLowerInvariant()}: {replay.Stages[^1].Reason}";

    private static int Refuse(CommandContext context, string text)
    {
        context.View.Fail($"NOTHING WAS JUDGED: {text}.");
        return ExitCodes.Trouble;
    }
}
