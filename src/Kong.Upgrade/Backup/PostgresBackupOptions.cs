using Kong.Upgrade.Rehearsals;

namespace Kong.Upgrade.Backup;

/// <summary>Where and how <see cref="PostgresBackup"/> saves and restores.</summary>
/// <remarks>Not safe for concurrent change; set it before the backup is made from it.</remarks>
public sealed class PostgresBackupOptions
{
    /// <summary>The directory that holds one directory a backup. It is made, for this user alone, when it is missing.</summary>
    /// <value>The default value is <c>kong-upgrade-backups</c> in the working directory: name one on a disk that outlives this host.</value>
    public string Directory { get; set; } = "kong-upgrade-backups";

    /// <summary>The directory of <c>pg_dump</c> and <c>pg_restore</c>.</summary>
    /// <value>The default value is <see langword="null"/>: the PATH, then <c>/usr/lib/postgresql/*/bin</c>; the server's own major version is preferred, an older one is refused.</value>
    public string? ToolsDirectory { get; set; }

    /// <summary>How many tables are dumped and restored at once. Each takes one connection.</summary>
    /// <value>1 to 64. The default value is the number of processors, at most 4.</value>
    public int Jobs { get; set; } = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>Whether the rows of run-time tables (counters, sessions, tokens, events) are left out; the tables themselves are always saved.</summary>
    /// <value>The default value is <see langword="false"/>: everything is saved.</value>
    public bool WithoutRunTimeData { get; set; }

    /// <summary>How many bytes must be free for each byte of the database. A dump is compressed and was a tenth on real Kong (kong-facts 12.9), but certificates and keys do not compress.</summary>
    /// <value>0.01 to 10. The default value is 1.</value>
    public double FreeSpaceFactor { get; set; } = 1;

    /// <summary>How long the dump waits for a table that somebody else locks before it gives up.</summary>
    /// <value>More than zero. The default value is 30 seconds.</value>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Blue's <c>kong</c>: with it the configuration is also exported as a declarative file, and its kong.conf and environment are saved.</summary>
    /// <value>The default value is <see langword="null"/>: neither.</value>
    public KongCommand? Blue { get; set; }

    /// <summary>Whether a failed export fails the backup. Otherwise it becomes a note: the dump is what counts (kong-facts 8.1).</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool RequireExport { get; set; }

    /// <summary>Files and directories to save as well. Empty by default.</summary>
    public IList<SavedPath> Files { get; } = [];

    /// <summary>Rehearses the new version's migrations on the copy that the trial restore made.</summary>
    /// <value>The default value is <see langword="null"/>: no rehearsal.</value>
    public RehearsalOptions? Rehearse { get; set; }

    /// <summary>Keeps the finished backup somewhere else too.</summary>
    /// <value>The default value is <see langword="null"/>: it stays where it is.</value>
    public IBackupStore? Store { get; set; }

    /// <summary>Whether a failure of <see cref="Store"/> becomes a note instead of failing the backup.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool StoreIsOptional { get; set; }

    /// <summary>Why a restore may end the sessions of others in the database: who decided it and what was checked. It is logged.</summary>
    /// <value>The default value is <see langword="null"/>: a restore refuses while anybody else is connected.</value>
    public string? RestoreOverSessions { get; set; }

    /// <summary>Free bytes at a directory.</summary>
    internal Func<string, long> FreeBytes { get; set; } = directory => new DriveInfo(directory).AvailableFreeSpace;

    /// <summary>Told where a restore stands, so that tests can let it die there.</summary>
    internal Action<string> Reached { get; set; } = _ => { };

    /// <summary>Finds everything that is wrong.</summary>
    /// <returns>One sentence a problem; empty when the options make sense.</returns>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [];
        if (string.IsNullOrWhiteSpace(Directory)) problems.Add($"{nameof(Directory)} must name a directory.");
        if (Jobs is < 1 or > 64) problems.Add($"{nameof(Jobs)} is {Jobs}; it must be 1 to 64.");
        if (FreeSpaceFactor is not (>= 0.01 and <= 10)) problems.Add($"{nameof(FreeSpaceFactor)} is {FreeSpaceFactor}; it must be 0.01 to 10.");
        if (LockTimeout <= TimeSpan.Zero) problems.Add($"{nameof(LockTimeout)} is {LockTimeout}; it must be more than zero.");
        if (RequireExport && Blue is null) problems.Add($"{nameof(RequireExport)} needs {nameof(Blue)}.");
        if (RestoreOverSessions is not null && string.IsNullOrWhiteSpace(RestoreOverSessions)) problems.Add($"{nameof(RestoreOverSessions)} must give a reason, or be null.");
        if (Rehearse is { Green: null }) problems.Add($"{nameof(Rehearse)} must name {nameof(RehearsalOptions.Green)}.");
        return [.. problems, .. Rehearse?.Validate() ?? []];
    }
}
