using Microsoft.Extensions.Logging;
using Ids = Kong.Upgrade.KongUpgradeEventIds;

namespace Kong.Upgrade.Migrations;

internal static partial class MigrationLog
{
    [LoggerMessage(Ids.MigrationStatusUnreadable, LogLevel.Warning, "'kong migrations status' of {Version} told nothing (exit {ExitCode}: {LastLines}); 'list' was read instead, which does not say what is missing")]
    public static partial void StatusUnreadable(this ILogger logger, KongVersion version, int exitCode, string lastLines);

    [LoggerMessage(Ids.MigrationCommandStarting, LogLevel.Information, "Running {Command} (attempt {Attempt})")]
    public static partial void MigrationCommandStarting(this ILogger logger, string command, int attempt);

    [LoggerMessage(Ids.MigrationCommandEnded, LogLevel.Information, "{Command} ended with exit code {ExitCode} after {Took}")]
    public static partial void MigrationCommandEnded(this ILogger logger, string command, int? exitCode, TimeSpan took);

    [LoggerMessage(Ids.MigrationLine, LogLevel.Information, "kong: {Line}")]
    public static partial void MigrationLine(this ILogger logger, string line);

    [LoggerMessage(Ids.MigrationErrorLine, LogLevel.Warning, "kong: {Line}")]
    public static partial void MigrationErrorLine(this ILogger logger, string line);

    [LoggerMessage(Ids.MigrationState, LogLevel.Information, "The database stands at {State}")]
    public static partial void MigrationStateRead(this ILogger logger, MigrationState state);

    [LoggerMessage(Ids.MigrationLeftoversEnded, LogLevel.Warning, "{Count} sessions that an earlier migration had left were ended")]
    public static partial void MigrationLeftoversEnded(this ILogger logger, int count);

    [LoggerMessage(Ids.MigrationLockWaiting, LogLevel.Warning, "Kong's migration lock is held by node {Owner} for another {Remaining}; waiting up to {Patience}")]
    public static partial void MigrationLockWaiting(this ILogger logger, string owner, TimeSpan remaining, TimeSpan patience);

    [LoggerMessage(Ids.MigrationForeignLock, LogLevel.Warning, "Kong's migration lock is held by node {Owner} for another {Remaining}; it is not ours and stays")]
    public static partial void MigrationForeignLock(this ILogger logger, string owner, TimeSpan remaining);

    [LoggerMessage(Ids.MigrationLockRemoved, LogLevel.Warning, "The lock that this run's ended command had left (node {Owner}) was removed")]
    public static partial void MigrationLockRemoved(this ILogger logger, string owner);

    [LoggerMessage(Ids.MigrationClockSkew, LogLevel.Warning, "The database's clock is {Skew} ahead of this host's; Kong's lock lasts shorter or longer by as much")]
    public static partial void MigrationClockSkew(this ILogger logger, TimeSpan skew);

    [LoggerMessage(Ids.MigrationSettingMissing, LogLevel.Warning, "{What}")]
    public static partial void MigrationSettingMissing(this ILogger logger, string what);

    [LoggerMessage(Ids.MigrationLongTransaction, LogLevel.Warning, "A transaction that the migration may queue behind: {What}")]
    public static partial void MigrationLongTransaction(this ILogger logger, string what);

    [LoggerMessage(Ids.MigrationBlocks, LogLevel.Error, "The migration is ended because it blocks others for longer than {Limit}: {What}")]
    public static partial void MigrationBlocks(this ILogger logger, string what, TimeSpan limit);

    [LoggerMessage(Ids.MigrationLockRetry, LogLevel.Warning, "A lock was not to be had in time (attempt {Attempt} of {Attempts}); nothing is pending, trying again in {Pause}")]
    public static partial void MigrationLockRetry(this ILogger logger, int attempt, int attempts, TimeSpan pause);

    [LoggerMessage(Ids.MigrationExitCodeIgnored, LogLevel.Warning, "Exit code {ExitCode} was not believed: the database stands as it had to")]
    public static partial void MigrationExitCodeIgnored(this ILogger logger, int? exitCode);

    [LoggerMessage(Ids.MigrationForced, LogLevel.Warning, "'{Verb} -f' runs by consent: {Reason}")]
    public static partial void MigrationForced(this ILogger logger, string verb, string reason);

    [LoggerMessage(Ids.MigrationPathsDamaged, LogLevel.Error, "'-f' rewrote a route's paths: {What}")]
    public static partial void MigrationPathsDamaged(this ILogger logger, string what);

    [LoggerMessage(Ids.MigrationRepaired, LogLevel.Warning, "{Count} half-done migrations were taken out of schema_meta by consent: {Reason}")]
    public static partial void MigrationRepaired(this ILogger logger, int count, string reason);
}
