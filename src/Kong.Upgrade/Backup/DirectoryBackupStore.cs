using Kong.Upgrade.Journal;

namespace Kong.Upgrade.Backup;

/// <summary>Keeps a copy of each backup in another directory, a mounted disk for example, and reads it back.</summary>
/// <remarks>The copy holds the same secrets: its files are for this user alone, where the file system knows users. Safe for concurrent use.</remarks>
public sealed class DirectoryBackupStore : IBackupStore
{
    private readonly string directory;

    /// <summary>Names the directory.</summary>
    /// <param name="directory">It is made when it is missing.</param>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public DirectoryBackupStore(string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        this.directory = Path.GetFullPath(directory);
    }

    /// <inheritdoc/>
    public async Task<string> StoreAsync(string directory, BackupManifest manifest, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        ArgumentNullException.ThrowIfNull(manifest);
        string to = Path.Combine(this.directory, Path.GetFileName(Path.TrimEndingDirectorySeparator(directory))), working = to + BackupFolder.Incomplete;
        try
        {
            if (!Directory.Exists(to)) await CopyAsync(directory, working, to, manifest, cancellationToken).ConfigureAwait(false);
            _ = await ManifestFile.VerifyAsync(to, manifest.Sha256, cancellationToken).ConfigureAwait(false);
            return to;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UpgradeServiceException($"Copying the backup {directory} to {to} failed: {failure.Message}. The backup itself is whole; make room or correct the rights, then try again.", failure);
        }
    }

    private async Task CopyAsync(string from, string working, string to, BackupManifest manifest, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(directory)) PrivateFile.CreateDirectory(directory);
        if (Directory.Exists(working)) Directory.Delete(working, recursive: true);
        try
        {
            await CopyAsync(from, working, cancellationToken).ConfigureAwait(false);
            _ = await ManifestFile.VerifyAsync(working, manifest.Sha256, cancellationToken).ConfigureAwait(false);
            Directory.Move(working, to);
            DirectorySync.Flush(directory, flushToDisk: true);
        }
        catch
        {
            if (Directory.Exists(working)) Directory.Delete(working, recursive: true);
            throw;
        }
    }

    private static async Task CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        PrivateFile.CreateDirectory(to);
        foreach (string folder in Directory.EnumerateDirectories(from)) await CopyAsync(folder, Path.Combine(to, Path.GetFileName(folder)), cancellationToken).ConfigureAwait(false);
        foreach (string file in Directory.EnumerateFiles(from)) await PrivateFile.CopyAsync(file, Path.Combine(to, Path.GetFileName(file)), cancellationToken).ConfigureAwait(false);
        DirectorySync.Flush(to, flushToDisk: true);
    }
}
