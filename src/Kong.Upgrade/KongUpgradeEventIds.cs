namespace Kong.Upgrade;

/// <summary>The ids of this library's log entries. Ranges: 1000 plan, 2000 engine, 3000 migrations, 4000 clusters, 5000 traffic, 6000 probing, 7000 journal; 20000 and above for adapters.</summary>
public static partial class KongUpgradeEventIds
{
    /// <summary>A run began or goes on.</summary>
    public const int RunStarted = 2000;

    /// <summary>A run ended.</summary>
    public const int RunEnded = 2001;

    /// <summary>A step is about to act.</summary>
    public const int StepStarting = 2010;

    /// <summary>A step acted and its effect was seen.</summary>
    public const int StepCompleted = 2011;

    /// <summary>A step's effect was there already.</summary>
    public const int StepSkipped = 2012;

    /// <summary>A step failed.</summary>
    public const int StepFailed = 2013;

    /// <summary>A step was taken back.</summary>
    public const int StepReverted = 2014;

    /// <summary>The point of no return was passed.</summary>
    public const int PointOfNoReturn = 2020;

    /// <summary>The run holds because it cannot tell.</summary>
    public const int Holding = 2030;

    /// <summary>An observer failed or was too slow.</summary>
    public const int ObserverFailed = 2040;

    /// <summary>Something was found before anything was changed.</summary>
    public const int FindingReported = 2050;

    /// <summary>A backup begins.</summary>
    public const int BackupStarted = 3360;

    /// <summary>A backup is whole.</summary>
    public const int BackupTaken = 3361;

    /// <summary>The finished backup of the same run is used again.</summary>
    public const int BackupReused = 3362;

    /// <summary>Something about a backup that a person should know.</summary>
    public const int BackupNoted = 3363;

    /// <summary>A scratch database that a crash left behind was dropped.</summary>
    public const int BackupLeftoverDropped = 3364;

    /// <summary>A scratch database could not be dropped.</summary>
    public const int BackupLeftoverStays = 3365;

    /// <summary>A backup that a crash left half done was removed.</summary>
    public const int BackupIncompleteRemoved = 3366;

    /// <summary>Migrations were rehearsed on a copy.</summary>
    public const int BackupRehearsed = 3367;

    /// <summary>A restore begins.</summary>
    public const int BackupRestoreStarted = 3368;

    /// <summary>A restore ends the sessions of others.</summary>
    public const int BackupRestoreOverSessions = 3369;

    /// <summary>A restore ended.</summary>
    public const int BackupRestored = 3370;

    /// <summary>'kong migrations status' told nothing; 'list' was read instead.</summary>
    public const int MigrationStatusUnreadable = 3300;

    /// <summary>A 'kong migrations' command that writes is about to run.</summary>
    public const int MigrationCommandStarting = 3301;

    /// <summary>A 'kong migrations' command ended, and with it everything that it started.</summary>
    public const int MigrationCommandEnded = 3302;

    /// <summary>One line that Kong printed.</summary>
    public const int MigrationLine = 3303;

    /// <summary>One line that Kong printed as an error or a remark.</summary>
    public const int MigrationErrorLine = 3304;

    /// <summary>How the database stands.</summary>
    public const int MigrationState = 3305;

    /// <summary>Sessions of an earlier, killed migration were ended.</summary>
    public const int MigrationLeftoversEnded = 3306;

    /// <summary>Somebody else holds Kong's migration lock.</summary>
    public const int MigrationLockWaiting = 3307;

    /// <summary>Somebody else's lock of Kong's was left alone.</summary>
    public const int MigrationForeignLock = 3308;

    /// <summary>The lock row of this run's own ended command was removed.</summary>
    public const int MigrationLockRemoved = 3309;

    /// <summary>The database's clock and this host's differ.</summary>
    public const int MigrationClockSkew = 3310;

    /// <summary>The migration's role lacks a setting.</summary>
    public const int MigrationSettingMissing = 3311;

    /// <summary>A transaction has been open for long.</summary>
    public const int MigrationLongTransaction = 3312;

    /// <summary>The migration blocked others for too long.</summary>
    public const int MigrationBlocks = 3313;

    /// <summary>A lock in the database was not to be had in time; another attempt follows.</summary>
    public const int MigrationLockRetry = 3314;

    /// <summary>A command failed by its exit code, and the database stands as it had to.</summary>
    public const int MigrationExitCodeIgnored = 3315;

    /// <summary>A command runs with -f by consent.</summary>
    public const int MigrationForced = 3316;

    /// <summary>A route's paths were rewritten under -f.</summary>
    public const int MigrationPathsDamaged = 3317;

    /// <summary>Half-done migrations were taken out of schema_meta by consent.</summary>
    public const int MigrationRepaired = 3318;

    /// <summary>The probe could not look.</summary>
    public const int ProbeBlind = 6000;

    /// <summary>A gate's verdict changed.</summary>
    public const int GateJudged = 6010;

    /// <summary>What each decision will take at today's traffic.</summary>
    public const int PlanForecast = 1000;

    /// <summary>A stage may cost more failed requests than the plan allows.</summary>
    public const int PlanOverBudget = 1001;

    /// <summary>The alarm was tried before the diversion.</summary>
    public const int GateTried = 6011;

    /// <summary>The journal could not be written while going back.</summary>
    public const int JournalUnwritable = 7000;

    /// <summary>Configuration writes are refused.</summary>
    public const int FreezeArmed = 3340;

    /// <summary>Freezing waits for transactions that write.</summary>
    public const int FreezeWaits = 3341;

    /// <summary>Configuration writes are possible again.</summary>
    public const int FreezeLifted = 3342;

    /// <summary>Triggers without effect were left behind, because their tables were in use.</summary>
    public const int FreezeLeftovers = 3343;

    /// <summary>The freeze has gaps: somebody switched off, dropped or changed a part of it.</summary>
    public const int FreezeBroken = 3344;

    /// <summary>Tables that nobody described are neither frozen nor fingerprinted.</summary>
    public const int FreezeTablesUnknown = 3345;

    /// <summary>Configuration tables came after freezing and are not frozen.</summary>
    public const int FreezeTablesNew = 3346;

    /// <summary>The migration is not let through, or let through in a way that leaks.</summary>
    public const int FreezeLetThrough = 3347;

    /// <summary>The acme plugin writes certificates by itself and is refused.</summary>
    public const int FreezeAcme = 3348;

    /// <summary>Configuration writes are only observed.</summary>
    public const int FreezeObserves = 3349;

    /// <summary>Somebody wrote configuration while writes were observed.</summary>
    public const int FreezeWriteSeen = 3350;

    /// <summary>Triggers of a freeze that was lifted were found; they have no effect.</summary>
    public const int FreezeLeftoversFound = 3351;

    /// <summary>While Kong's migration lock is held, everybody is let through the freeze.</summary>
    public const int FreezeLockLetThrough = 3352;

    /// <summary>A run that went back left the freeze standing and could not mark it for the next run.</summary>
    public const int FreezeNotHandedOver = 3353;
}
