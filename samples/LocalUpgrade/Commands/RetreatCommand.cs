using Kong.Upgrade;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Traffic;
using LocalUpgrade.Making;
using LocalUpgrade.Settings;

namespace LocalUpgrade.Commands;

/// <summary>All traffic to blue, now. Needs the balancer's part of the settings and the balancer; whatever else can be read only makes it more careful.</summary>
internal static class RetreatCommand
{
    private static readonly TimeSpan within = TimeSpan.FromMinutes(2);

    public static async Task<int> RunAsync(CommandContext context)
    {
        SettingsFile file = context.File();
        ITrafficSplitter traffic = Balancer.Of(file.Balancer(), null).Traffic;
        (RunRecord? record, string? unread) = await JournalAsync(file);
        if (record is { IsCommitted: true } && !context.Invocation.Has(Option.BlueIsRestored)) return await RefuseAsync(context, file, record);
        if (unread is not null) context.View.Say("note", $"The journal was not asked whether blue may still serve ({unread}); going on.");
        try
        {
            // Not stopped by Ctrl-C: whoever wants to go back wants it wholly.
            TimeSpan took = await OnlyTraffic.Runner(traffic, within).RetreatAsync("asked for by a person", CancellationToken.None);
            context.View.Say("outcome", $"ALL TRAFFIC IS ON BLUE, seen after {took.TotalMilliseconds:0} ms. {Next(context, record, file)}", ("inForce", true), ("milliseconds", took.TotalMilliseconds));
            return ExitCodes.Completed;
        }
        catch (RetreatFailedException failed)
        {
            context.View.Fail($"TRAFFIC MAY STILL REACH GREEN: {failed.Message}. Then press: {context.Press("status")}");
            return ExitCodes.Trouble;
        }
    }

    private static async Task<(RunRecord? Record, string? Unread)> JournalAsync(SettingsFile file)
    {
        RunRecord? record = null;
        string? unread = await Looks.TryAsync(async token => record = await Looks.JournalAsync(file.Journal(), token), CancellationToken.None);
        return (record, unread);
    }

    private static async Task<int> RefuseAsync(CommandContext context, SettingsFile file, RunRecord record)
    {
        (string share, _) = await Looks.ShareAsync(file.Balancer());
        context.View.Fail($"NOTHING WAS MOVED: run {record.RunId} is past the point of no return, so blue cannot serve any more. {share} "
            + (record.Outcome is UpgradeOutcome.Completed ? "The run completed. " : $"Let the run go forward. Press: {context.Press("run")}. ")
            + $"The only way back is the backup ({context.Press("restore")}); once blue serves again, press: {context.Press($"retreat {Option.BlueIsRestored.Name}")}");
        return ExitCodes.Trouble;
    }

    private static string Next(CommandContext context, RunRecord? record, SettingsFile file)
    {
        string? holder = null;
        try
        {
            holder = Looks.Holder(file.Journal());
        }
        catch (Exception unknown) when (unknown is JournalException or SettingsException)
        {
            // Then nothing is said of it.
        }
        if (holder is not null) return $"The run that {holder} works on notices, and goes back.";
        return record is { Outcome: UpgradeOutcome.Unknown } ? $"To take back what the run set up, press: {context.Press("run")}" : "";
    }
}
