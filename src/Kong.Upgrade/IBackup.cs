using Kong.Upgrade.Backup;

namespace Kong.Upgrade;

/// <summary>Saves blue's data before anything is changed, and proves that it can be brought back.</summary>
/// <remarks>
/// For the implementer: never report a backup as proven that was not restored somewhere and compared. A second call for the same run
/// may take another backup or return the first. Throw <see cref="UpgradeServiceException"/> when the backup is not whole.
/// </remarks>
public interface IBackup
{
    /// <summary>Takes a backup and tries it.</summary>
    /// <param name="request">What and for whom.</param>
    /// <param name="cancellationToken">The caller no longer waits; remove what is half done.</param>
    /// <returns>What was saved, and whether it was proven.</returns>
    Task<BackupManifest> TakeAsync(BackupRequest request, CancellationToken cancellationToken);

    /// <summary>Brings a backup back: a deliberate act of a person, which no run does by itself.</summary>
    /// <param name="manifest">The backup.</param>
    /// <param name="cancellationToken">The caller no longer waits; running it again completes it.</param>
    /// <returns>A task that ends when the data is back.</returns>
    Task RestoreAsync(BackupManifest manifest, CancellationToken cancellationToken);
}
