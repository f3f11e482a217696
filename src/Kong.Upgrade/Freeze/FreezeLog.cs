using Microsoft.Extensions.Logging;
using Ids = Kong.Upgrade.KongUpgradeEventIds;

namespace Kong.Upgrade.Freeze;

internal static partial class FreezeLog
{
    [LoggerMessage(Ids.FreezeArmed, LogLevel.Information, "Configuration writes to {Tables} tables of {Database} are refused for run {RunId}")]
    public static partial void Armed(this ILogger logger, int tables, KongDatabase database, string runId);

    [LoggerMessage(Ids.FreezeWaits, LogLevel.Warning, "Freezing, attempt {Attempt} of {Attempts}: transactions that write are in the way: {Blockers}")]
    public static partial void Waits(this ILogger logger, int attempt, int attempts, string blockers);

    [LoggerMessage(Ids.FreezeLifted, LogLevel.Information, "Configuration writes to {Database} are possible again; frozen was by {Flag}")]
    public static partial void Lifted(this ILogger logger, KongDatabase database, string flag);

    [LoggerMessage(Ids.FreezeLeftovers, LogLevel.Warning, "The freeze is lifted, but its triggers stay on {Tables}, which were in use all the time. They have no effect; the next FreezeAsync or ThawAsync removes them")]
    public static partial void Leftovers(this ILogger logger, string tables);

    [LoggerMessage(Ids.FreezeLeftoversFound, LogLevel.Information, "Triggers of a freeze that was lifted are still on {Tables}. They have no effect; ThawAsync removes them")]
    public static partial void LeftoversSeen(this ILogger logger, string tables);

    [LoggerMessage(Ids.FreezeBroken, LogLevel.Error, "The freeze of {Database} has gaps: {Gaps}. Somebody may have written; freeze again to close them, then compare fingerprints")]
    public static partial void Broken(this ILogger logger, KongDatabase database, string gaps);

    [LoggerMessage(Ids.FreezeTablesUnknown, LogLevel.Warning, "{Tables} are no tables that are known: they stay writable and out of the fingerprint. Name them in AlsoFreeze or LeaveWritable")]
    public static partial void TablesUnknown(this ILogger logger, string tables);

    [LoggerMessage(Ids.FreezeTablesNew, LogLevel.Warning, "{Tables} came after freezing and are writable; the fingerprint covers them. FreezeAsync freezes them, too")]
    public static partial void TablesNew(this ILogger logger, string tables);

    [LoggerMessage(Ids.FreezeLetThrough, LogLevel.Warning, "Nobody is let through the freeze: 'kong migrations up' would be refused midway. Name its login role in LetThrough")]
    public static partial void NobodyLetThrough(this ILogger logger);

    [LoggerMessage(Ids.FreezeLockLetThrough, LogLevel.Warning, "Everybody is let through while Kong's migration lock is held: a few writes will pass during 'up' and 'finish' (kong-facts 12.2 no. 4)")]
    public static partial void KongLockLetThrough(this ILogger logger);

    [LoggerMessage(Ids.FreezeAcme, LogLevel.Warning, "The acme plugin is in use: it renews certificates by itself and will be refused. Name certificates and snis in LeaveWritable, or see that nothing is due while frozen")]
    public static partial void AcmeRefused(this ILogger logger);

    [LoggerMessage(Ids.FreezeObserves, LogLevel.Warning, "Configuration writes to {Database} are only observed for run {RunId}; nothing is refused")]
    public static partial void Observed(this ILogger logger, KongDatabase database, string runId);

    [LoggerMessage(Ids.FreezeWriteSeen, LogLevel.Warning, "Somebody wrote configuration to {Database} since {Since}: {Writes}")]
    public static partial void WriteSeen(this ILogger logger, KongDatabase database, DateTimeOffset since, string writes);
}
