using Microsoft.Extensions.Logging;
using Ids = Kong.Upgrade.KongUpgradeEventIds;

namespace Kong.Upgrade.Execution;

internal static partial class Log
{
    [LoggerMessage(Ids.RunStarted, LogLevel.Information, "Run {RunId} of {Plan} (resumed: {Resumed})")]
    public static partial void RunStarted(this ILogger logger, string runId, string plan, bool resumed);

    [LoggerMessage(Ids.RunEnded, LogLevel.Information, "Run {RunId} ended {Outcome}: {Headline}")]
    public static partial void RunEnded(this ILogger logger, string runId, UpgradeOutcome outcome, string headline);

    [LoggerMessage(Ids.StepStarting, LogLevel.Information, "{Step}: starting")]
    public static partial void StepStarting(this ILogger logger, string step);

    [LoggerMessage(Ids.StepCompleted, LogLevel.Information, "{Step}: done in {Duration}")]
    public static partial void StepCompleted(this ILogger logger, string step, TimeSpan duration);

    [LoggerMessage(Ids.StepSkipped, LogLevel.Information, "{Step}: was done already")]
    public static partial void StepSkipped(this ILogger logger, string step);

    [LoggerMessage(Ids.StepFailed, LogLevel.Error, "{Step}: failed")]
    public static partial void StepFailed(this ILogger logger, string step, Exception error);

    [LoggerMessage(Ids.StepReverted, LogLevel.Information, "{Step}: taken back")]
    public static partial void StepReverted(this ILogger logger, string step);

    [LoggerMessage(Ids.PointOfNoReturn, LogLevel.Warning, "Past the point of no return: {Reason}")]
    public static partial void PointOfNoReturn(this ILogger logger, string reason);

    [LoggerMessage(Ids.Holding, LogLevel.Warning, "Holding: {Reason}")]
    public static partial void Holding(this ILogger logger, string reason);

    [LoggerMessage(Ids.FreezeNotHandedOver, LogLevel.Warning, "The freeze stands, but the next run could not be allowed to take it over; it will be told how")]
    public static partial void FreezeNotHandedOver(this ILogger logger, Exception error);

    [LoggerMessage(Ids.ObserverFailed, LogLevel.Warning, "Observer {Observer} failed on {Event}; the run goes on")]
    public static partial void ObserverFailed(this ILogger logger, string observer, string @event, Exception error);

    [LoggerMessage(Ids.FindingReported, LogLevel.Warning, "{Rule}: {Severity}: {What}")]
    public static partial void FindingReported(this ILogger logger, string rule, string severity, string what);

    [LoggerMessage(Ids.ShareChanged, LogLevel.Information, "Green now has {Share}")]
    public static partial void ShareChanged(this ILogger logger, string share);

    [LoggerMessage(Ids.RetreatStarted, LogLevel.Warning, "All traffic goes back to blue")]
    public static partial void RetreatStarted(this ILogger logger);

    [LoggerMessage(Ids.RetreatInForce, LogLevel.Warning, "All traffic is on blue after {Duration} and {Attempts} attempts")]
    public static partial void RetreatInForce(this ILogger logger, TimeSpan duration, int attempts);

    [LoggerMessage(Ids.RetreatAttemptFailed, LogLevel.Error, "Attempt {Attempt} to send all traffic to blue failed: {Reason}")]
    public static partial void RetreatAttemptFailed(this ILogger logger, int attempt, string reason, Exception? error);

    [LoggerMessage(Ids.RetreatFailed, LogLevel.Critical, "Traffic may still reach green: after {Duration} and {Attempts} attempts the balancer was not seen to send everything to blue. Set it by hand now")]
    public static partial void RetreatFailed(this ILogger logger, TimeSpan duration, int attempts);

    [LoggerMessage(Ids.RetreatByFallback, LogLevel.Critical, "All traffic is on blue, but {Note}")]
    public static partial void RetreatByFallback(this ILogger logger, string note);

    [LoggerMessage(Ids.RetreatNotQuiet, LogLevel.Warning, "Green was not seen to be quiet within {Within} of the retreat: {Seen}. It is taken away all the same, as gently as its provisioner can")]
    public static partial void RetreatNotQuiet(this ILogger logger, TimeSpan within, string seen);

    [LoggerMessage(Ids.ProbeBlind, LogLevel.Warning, "The probe could not look: {Trouble}")]
    public static partial void ProbeBlind(this ILogger logger, string trouble);

    [LoggerMessage(Ids.GateJudged, LogLevel.Information, "{Gate}: {Verdict}: {Reason}")]
    public static partial void GateJudged(this ILogger logger, string gate, string verdict, string reason);

    [LoggerMessage(Ids.PlanForecast, LogLevel.Information, "At today's traffic: {Forecast}")]
    public static partial void PlanForecast(this ILogger logger, string forecast);

    [LoggerMessage(Ids.PlanOverBudget, LogLevel.Warning, "At today's traffic the stage {Share} may cost more than the {Budget} failed requests that the plan allows")]
    public static partial void PlanOverBudget(this ILogger logger, string share, int budget);

    [LoggerMessage(Ids.GateTried, LogLevel.Information, "Before the diversion {Drill}")]
    public static partial void GateTried(this ILogger logger, string drill);

    [LoggerMessage(Ids.JournalUnwritable, LogLevel.Error, "The journal could not be written while going back ({Mark} {Subject}); going back all the same")]
    public static partial void JournalUnwritable(this ILogger logger, string mark, string subject, Exception error);
}
