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
}
