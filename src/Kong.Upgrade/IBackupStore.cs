using Kong.Upgrade.Backup;

namespace Kong.Upgrade;

/// <summary>Keeps a finished backup somewhere else: another disk, an object store, a vault.</summary>
/// <remarks>
/// For the implementer: a backup holds secrets (data, passwords, keys), so store it encrypted or where only operators can read. A second call for the same
/// directory must leave the same as one. Return only when the copy is whole and was read back. Throw <see cref="UpgradeServiceException"/> otherwise.
/// </remarks>
public interface IBackupStore
{
    /// <summary>Stores one backup.</summary>
    /// <param name="directory">The finished backup: files only, which do not change any more.</param>
    /// <param name="manifest">What it holds.</param>
    /// <param name="cancellationToken">The caller no longer waits; remove what is half stored.</param>
    /// <returns>Where the copy lies, for people; without secrets.</returns>
    Task<string> StoreAsync(string directory, BackupManifest manifest, CancellationToken cancellationToken);
}
