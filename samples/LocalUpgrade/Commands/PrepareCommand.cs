using Kong.Upgrade;
using Kong.Upgrade.Journal;
using LocalUpgrade.Making;
using LocalUpgrade.Settings;

namespace LocalUpgrade.Commands;

/// <summary>Has the balancer load what the upgrade owns of its configuration. The share stays as it is.</summary>
internal static class PrepareCommand
{
    public static async Task<int> RunAsync(CommandContext context)
    {
        UpgradeSettings settings = context.File().All();
        using FileLog log = new(settings.Log);
        if (Looks.Holder(settings.Journal) is { } holder)
        {
            context.View.Fail($"NOTHING WAS CHANGED: a run is active ({holder}). Press: {context.Press("status")}");
            return ExitCodes.Trouble;
        }
        if (await Looks.JournalAsync(settings.Journal, context.Cancellation) is { IsCommitted: true, Outcome: UpgradeOutcome.Unknown } record)
        {
            context.View.Fail($"NOTHING WAS CHANGED: run {record.RunId} is past the point of no return. Press: {context.Press("run")}");
            return ExitCodes.Trouble;
        }
        await Balancer.Of(settings.Balancer, log).PrepareAsync(context.Cancellation);
        (string share, _) = await Looks.ShareAsync(settings.Balancer);
        context.View.Say("outcome", $"THE BALANCER IS PREPARED. {share} Press: {context.Press("evaluate")}");
        return ExitCodes.Completed;
    }
}
