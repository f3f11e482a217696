using Microsoft.Extensions.Logging;
using Ids = Kong.Upgrade.KongUpgradeEventIds;

namespace Kong.Upgrade.Backup;

internal static partial class Log
{
    [LoggerMessage(Ids.BackupStarted, LogLevel.Information, "Backing up {Database} ({Bytes} bytes) into {Directory}")]
    public static partial void BackupStarted(this ILogger logger, string database, long bytes, string directory);

    [LoggerMessage(Ids.BackupTaken, LogLevel.Information, "Backup {Location} taken in {Duration}; proven restorable: {Proven}")]
    public static partial void BackupTaken(this ILogger logger, string location, TimeSpan duration, bool proven);

    [LoggerMessage(Ids.BackupReused, LogLevel.Information, "Backup {Location} of the same run still verifies and the data has not changed: it is used again")]
    public static partial void BackupReused(this ILogger logger, string location);

    [LoggerMessage(Ids.BackupNoted, LogLevel.Warning, "Backup: {Note}")]
    public static partial void BackupNoted(this ILogger logger, string note);

    [LoggerMessage(Ids.BackupLeftoverDropped, LogLevel.Information, "Scratch database {Name} was left behind by a crash and has been dropped")]
    public static partial void BackupLeftoverDropped(this ILogger logger, string name);

    [LoggerMessage(Ids.BackupLeftoverStays, LogLevel.Warning, "Scratch database {Name} could not be dropped; the next backup tries again: {Reason}")]
    public static partial void BackupLeftoverStays(this ILogger logger, string name, string reason);

    [LoggerMessage(Ids.BackupIncompleteRemoved, LogLevel.Information, "Backup {Directory} was left half done by a crash and has been removed")]
    public static partial void BackupIncompleteRemoved(this ILogger logger, string directory);

    [LoggerMessage(Ids.BackupRehearsed, LogLevel.Information, "Kong {Version} rehearsed up in {Duration} on a copy: {Tables} tables changed")]
    public static partial void BackupRehearsed(this ILogger logger, string version, TimeSpan duration, int tables);

    [LoggerMessage(Ids.BackupRestoreStarted, LogLevel.Warning, "Restoring {Database} from {Location}")]
    public static partial void BackupRestoreStarted(this ILogger logger, string database, string location);

    [LoggerMessage(Ids.BackupRestoreOverSessions, LogLevel.Warning, "Ending {Count} sessions of {Database} for the restore ({Reason}): {Sessions}")]
    public static partial void BackupRestoreOverSessions(this ILogger logger, int count, string database, string reason, string sessions);

    [LoggerMessage(Ids.BackupRestored, LogLevel.Warning, "{Database} holds the backup {Location} again; what it held before is kept as database {Old} until you drop it")]
    public static partial void BackupRestored(this ILogger logger, string database, string location, string old);
}
