using Kong.Upgrade;
using Kong.Upgrade.Freeze;
using LocalUpgrade.Views;

namespace LocalUpgrade.Commands;

/// <summary>The last word of a run: the first line says what is true and what to press.</summary>
internal static class Outcomes
{
    public static int Tell(CommandContext context, View view, UpgradeReport report, bool isCancelled)
    {
        int code = isCancelled ? ExitCodes.Cancelled : ExitCodes.Of(report.Outcome);
        string headline = report.Headline.Replace("call ThawAsync", "thaw them", StringComparison.Ordinal), press = Press(context, report);
        string rest = string.Join('\n', report.Describe().TrimEnd().Split('\n').Skip(1));
        view.Say(
            "outcome", $"{headline}{(press.Length > 0 ? $" PRESS: {press}" : "")}\n{rest}",
            ("outcome", report.Outcome), ("exitCode", code), ("headline", headline), ("press", press), ("run", report.RunId), ("freeze", report.Freeze), ("pastPointOfNoReturn", report.IsPastPointOfNoReturn),
            ("retreatMilliseconds", report.RetreatDuration?.TotalMilliseconds), ("backup", report.BackupLocation));
        return code;
    }

    private static string Press(CommandContext context, UpgradeReport report)
    {
        string run = context.Press("run"), retreat = context.Press("retreat");
        bool isFrozen = report.Freeze is not (FreezeStanding.Thawed or FreezeStanding.Observed);
        return report switch
        {
            { Outcome: UpgradeOutcome.Completed } => isFrozen ? context.Press("thaw") : "",
            { Outcome: UpgradeOutcome.RolledBack } => $"{(isFrozen ? $"{context.Press("thaw")} to let configuration writes through; or, " : "")}after mending the cause, {run}",
            { Outcome: UpgradeOutcome.AwaitingApproval } => $"{context.Press($"approve --run {report.RunId} --reason …")}, then {run}; or {retreat}",
            { IsPastPointOfNoReturn: true } => run,
            _ => $"{retreat}; or, after mending the cause, {run}",
        };
    }
}
