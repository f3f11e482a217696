namespace Kong.Upgrade.Backup;

/// <summary>The backups that lie in a directory under their final names.</summary>
internal static class FinishedBackups
{
    /// <summary>All whose list can be read, newest first; what is no backup is passed over.</summary>
    public static async Task<IReadOnlyList<(string Directory, ManifestContent Content, string Sha256)>> FindAsync(string directory, Func<ManifestContent, bool> isWanted, CancellationToken cancellationToken)
    {
        List<(string Directory, ManifestContent Content, string Sha256)> found = [];
        if (!Directory.Exists(directory)) return found;
        foreach (string folder in Directory.EnumerateDirectories(directory).Where(d => !d.EndsWith(BackupFolder.Incomplete, StringComparison.Ordinal) && File.Exists(Path.Combine(d, ManifestFile.FileName))))
        {
            if (await TryReadAsync(folder, cancellationToken).ConfigureAwait(false) is { } backup && isWanted(backup.Content)) found.Add((folder, backup.Content, backup.Sha256));
        }
        return [.. found.OrderByDescending(f => f.Content.TakenAt)];
    }

    /// <summary>Whether every file still is what was saved.</summary>
    public static async Task<bool> IsWholeAsync(string directory, CancellationToken cancellationToken)
    {
        try
        {
            _ = await ManifestFile.VerifyAsync(directory, null, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (UpgradeServiceException)
        {
            return false;
        }
    }

    private static async Task<(ManifestContent Content, string Sha256)?> TryReadAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            return await ManifestFile.ReadAsync(folder, cancellationToken).ConfigureAwait(false);
        }
        catch (UpgradeServiceException)
        {
            return null;
        }
    }
}
