using Kong.Upgrade.Rehearsals;

namespace Kong.Upgrade.Backup;

/// <summary>What a backup holds and whether it was proven. Immutable.</summary>
public sealed class BackupManifest
{
    /// <summary>Where it lies, in words that <see cref="IBackup.RestoreAsync"/> understands; without secrets.</summary>
    public required string Location { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Whether a trial restore gave back the same content. The default value is <see langword="false"/>: an unproven backup does not permit <c>finish</c>.</summary>
    public bool ProvenRestorable { get; init; }

    /// <summary>How long the trial restore took; <see langword="null"/> when there was none.</summary>
    public TimeSpan? RestoreTime { get; init; }

    /// <summary>The run that it was taken for; <see langword="null"/> where that was not recorded.</summary>
    public string? RunId { get; init; }

    /// <summary>The SHA-256 of the backup's own list of contents, 64 hexadecimal digits: a restore then refuses a list that was changed. <see langword="null"/> skips that check.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The configuration's fingerprint at the moment of the dump; <see langword="null"/> where it was not taken.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Rows of each table at the moment of the dump. Empty by default.</summary>
    public IReadOnlyDictionary<string, long> Rows { get; init; } = new Dictionary<string, long>();

    /// <summary>All files together, in bytes; 0 where it was not measured.</summary>
    public long Size { get; init; }

    /// <summary>How long the dump itself took; <see langword="null"/> where it was not measured.</summary>
    public TimeSpan? DumpTime { get; init; }

    /// <summary>What the new version's migrations did to a copy; <see langword="null"/> when nobody rehearsed.</summary>
    public RehearsalReport? Rehearsal { get; init; }

    /// <summary>What a person should know: what could not be proven or exported, and what to do about it. Empty by default.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
