using Kong.Upgrade.Rehearsals;

namespace Kong.Upgrade.Migrations;

/// <summary>How <see cref="KongCliMigrationRunner"/> runs <c>kong migrations</c>. Not to be changed once it was given away.</summary>
public sealed class KongMigrationOptions
{
    /// <summary>How long one statement of Kong's may take, its <c>--db-timeout</c>; whole seconds, rounded up. At least 1 second. The default value is 60 seconds (Kong's own is 5 since 3.7, too little behind any lock).</summary>
    public TimeSpan DatabaseTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long Kong's own lock lasts, its <c>--lock-timeout</c>: it is never renewed, so longer than the whole migration. At least 1 second. The default value is 5 minutes.</summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait for somebody else's live lock of Kong's to be released or to expire; a run whose host died leaves one that lasts up to <see cref="LockTimeout"/>. Zero or more. The default value is 6 minutes: longer than <see cref="LockTimeout"/>, so that what a run left behind whose host died is waited out.</summary>
    public TimeSpan ForeignLockPatience { get; set; } = TimeSpan.FromMinutes(6);

    /// <summary>How often <c>up</c> is tried when a lock in the database was not to be had within the role's <c>lock_timeout</c> and nothing is pending yet. 1 or more. The default value is 10.</summary>
    public int LockAttempts { get; set; } = 10;

    /// <summary>The pause between two such attempts. Zero or more. The default value is 2 seconds.</summary>
    public TimeSpan LockPause { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long any other session may wait behind the migration before the migration is ended. More than zero. The default value is 5 seconds.</summary>
    public TimeSpan LongestBlock { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>From what age on an open transaction is worth a warning before <c>up</c>, because the migration would queue behind it and others behind the migration. More than zero. The default value is 10 seconds.</summary>
    public TimeSpan LongTransaction { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait for the run's sessions to be gone from the database after the command ended, and for a database that does not answer then. More than zero. The default value is 30 seconds.</summary>
    public TimeSpan SessionPatience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Where the report of a rehearsal comes from: with one, <c>up</c> must come to exactly its result, and both timeouts are at least three times its duration. The default value is <see langword="null"/>.</summary>
    public Func<CancellationToken, Task<RehearsalReport?>>? Rehearsal { get; set; }

    /// <summary>The consent to run with <c>-f</c>, which repeats every migration there ever was. The default value is <see langword="null"/>: never.</summary>
    public ForceConsent? Force { get; set; }

    /// <summary>What is wrong with these options.</summary>
    /// <returns>One sentence a problem; empty when they are fine.</returns>
    public IReadOnlyList<string> Validate() =>
    [
        .. AtLeast(DatabaseTimeout, TimeSpan.FromSeconds(1), nameof(DatabaseTimeout)), .. AtLeast(LockTimeout, TimeSpan.FromSeconds(1), nameof(LockTimeout)),
        .. AtLeast(ForeignLockPatience, TimeSpan.Zero, nameof(ForeignLockPatience)), .. AtLeast(LockPause, TimeSpan.Zero, nameof(LockPause)),
        .. AtLeast(LongestBlock, TimeSpan.FromTicks(1), nameof(LongestBlock)), .. AtLeast(LongTransaction, TimeSpan.FromTicks(1), nameof(LongTransaction)),
        .. AtLeast(SessionPatience, TimeSpan.FromTicks(1), nameof(SessionPatience)),
        .. LockAttempts >= 1 ? Array.Empty<string>() : [$"{nameof(LockAttempts)} is {LockAttempts}; it must be 1 or more."],
    ];

    private static string[] AtLeast(TimeSpan value, TimeSpan least, string name) => value >= least ? [] : [$"{name} is {value}; it must be at least {least}."];
}
