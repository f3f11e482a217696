using Kong.Upgrade.Freeze;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Reporting;

/// <summary>The first line: what is true, and what to press.</summary>
internal static class Headline
{
    public static string Of(UpgradeReport report) => report.Outcome switch
    {
        UpgradeOutcome.Completed => $"COMPLETED: Kong {report.Plan.To} serves all traffic and blue is gone. {FreezeAfterCompletion(report.Freeze)}",
        UpgradeOutcome.RolledBack => $"ROLLED BACK: {Returned(report)}. {Freeze(report.Freeze)} Cause: {Cause(report)}",
        UpgradeOutcome.AwaitingApproval => $"AWAITING APPROVAL: {Cause(report)}. {Traffic(report)} Nobody watches it now. {Freeze(report.Freeze)} Answer and run the same plan again, or retreat.",
        _ => Halted(report),
    };

    private static string Halted(UpgradeReport report) => report.Error switch
    {
        RetreatFailedException => $"HALTED, TRAFFIC MAY STILL REACH GREEN: {Cause(report)}. {Freeze(report.Freeze)}",
        _ when report.IsPastPointOfNoReturn => $"HALTED past the point of no return: blue must not be used any more. Mend the cause and run the same plan again; it only goes forward. {Freeze(report.Freeze)} Cause: {Cause(report)}",
        _ => $"HALTED before the point of no return: a person decides. {Traffic(report)} Mend the cause and run the same plan again, or retreat. {Freeze(report.Freeze)} Cause: {Cause(report)}",
    };

    /// <summary>Without a retreat nobody looked at the balancer, so nothing is claimed about it.</summary>
    private static string Returned(UpgradeReport report) =>
        report.GreenShares.Count == 0 ? "the run had moved no traffic, and nothing of it is left" : $"all traffic is on blue, Kong {report.Plan.From}{(report.RetreatNote is { } note ? $", but {note}" : "")}";

    /// <summary>On one line, as a headline is.</summary>
    private static string Cause(UpgradeReport report) => report.Error?.Message.ReplaceLineEndings(" ").TrimEnd('.') ?? "not known";

    private static string Traffic(UpgradeReport report) =>
        report.GreenShares.Count == 0 ? "This process moved no traffic." : report.GreenShares[^1] == TrafficShare.AllBlue ? "All traffic is on blue." : $"Green has {report.GreenShares[^1]}.";

    private static string Freeze(FreezeStanding standing) => standing switch
    {
        FreezeStanding.Frozen => "Configuration writes are STILL FROZEN: call ThawAsync to let them through.",
        FreezeStanding.Thawed or FreezeStanding.Observed => "Configuration writes are possible.",
        _ => "Whether configuration writes are frozen could NOT be told: look, and call ThawAsync if they are.",
    };

    private static string FreezeAfterCompletion(FreezeStanding standing) =>
        standing is FreezeStanding.Thawed or FreezeStanding.Observed ? "Configuration writes are possible. Nothing is left to do but keep watching." : Freeze(standing);
}
