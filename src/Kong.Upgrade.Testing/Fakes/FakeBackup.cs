using Kong.Upgrade.Backup;
using Kong.Upgrade.Rehearsals;

namespace Kong.Upgrade.Testing.Fakes;

/// <summary>A backup in memory. Thread-safe.</summary>
/// <param name="time">The clock; one of its own by default.</param>
/// <param name="faults">Where faults are placed; a list of its own by default.</param>
/// <param name="story">Where operations are told; a story of its own by default.</param>
public sealed class FakeBackup(VirtualTime? time = null, FaultList? faults = null, Story? story = null) : IBackup
{
    private readonly FakeCalls calls = new(time, faults, story);

    /// <summary>Faults of single calls.</summary>
    public FaultList Faults => calls.Faults;

    /// <summary>Whether a trial restore proves the backup. The default value is <see langword="true"/>.</summary>
    public bool IsProven { get; set; } = true;

    /// <summary>What a rehearsal on the restored copy came to. The default value is <see langword="null"/>: none was made.</summary>
    public RehearsalReport? Rehearsal { get; set; }

    /// <summary>How many backups were taken.</summary>
    public int TakenCount { get; private set; }

    /// <summary>How often one was brought back.</summary>
    public int RestoredCount { get; private set; }

    /// <inheritdoc/>
    public Task<BackupManifest> TakeAsync(BackupRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return calls.EffectAsync(KongCall.TakeBackup, $"backup: taken of {request.Version}{(IsProven ? ", proven" : ", not proven")}", Take, cancellationToken);
    }

    /// <inheritdoc/>
    public Task RestoreAsync(BackupManifest manifest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return calls.EffectAsync(KongCall.RestoreBackup, $"backup: restored from {manifest.Location}", () => RestoredCount++, cancellationToken);
    }

    private BackupManifest Take() => new()
    {
        Location = $"memory-{++TakenCount}",
        TakenAt = calls.Time.GetUtcNow(),
        ProvenRestorable = IsProven,
        RestoreTime = IsProven ? TimeSpan.Zero : null,
        Rehearsal = Rehearsal,
    };
}
