using System.Globalization;
using Kong.Upgrade.Journal;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Backup;

/// <summary>
/// A backup in the making: under a name that says so until it is whole. A lock file beside it is held as long as its maker lives; whoever comes next removes
/// what nobody holds.
/// </summary>
internal sealed class BackupFolder : IDisposable
{
    public const string Incomplete = ".incomplete";

    private readonly FileStream held;
    private readonly string lockFile;

    private BackupFolder(string directory, string name)
    {
        FinalPath = Path.Combine(directory, name);
        Working = FinalPath + Incomplete;
        lockFile = LockFile(directory, name);
        held = PrivateFile.Create(lockFile, FileShare.None);
    }

    /// <summary>Where it is made.</summary>
    public string Working { get; }

    /// <summary>Where it will lie once it is whole.</summary>
    public string FinalPath { get; }

    public static BackupFolder Begin(string directory, string runId, DateTimeOffset now)
    {
        string stem = string.Concat(runId.Take(64).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_')) + now.ToString("-yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        IEnumerable<string> names = Enumerable.Range(1, 1000).Select(n => n == 1 ? stem : $"{stem}-{n}");
        string free = names.First(n => !Path.Exists(Path.Combine(directory, n)) && !Path.Exists(Path.Combine(directory, n + Incomplete)) && !File.Exists(LockFile(directory, n)));
        BackupFolder folder = new(directory, free);
        PrivateFile.CreateDirectory(folder.Working);
        return folder;
    }

    /// <summary>Removes what was left half done by somebody who is gone.</summary>
    public static void Sweep(string directory, ILogger logger)
    {
        foreach (string left in Directory.EnumerateFiles(directory, ".*.lock").ToArray()) SweepOne(directory, left, logger);
    }

    /// <summary>Gives it its name: from now on it is whole.</summary>
    public void Complete()
    {
        DirectorySync.Flush(Working, flushToDisk: true);
        Directory.Move(Working, FinalPath);
        DirectorySync.Flush(Path.GetDirectoryName(FinalPath)!, flushToDisk: true);
    }

    public void Dispose()
    {
        if (Directory.Exists(Working)) Directory.Delete(Working, recursive: true);
        // Removed while it is held: nobody can take it for a left-over one in between.
        File.Delete(lockFile);
        held.Dispose();
    }

    private static void SweepOne(string directory, string lockFile, ILogger logger)
    {
        try
        {
            using FileStream mine = PrivateFile.Create(lockFile, FileShare.None);
            string working = Path.Combine(directory, Path.GetFileName(lockFile)[1..^".lock".Length] + Incomplete);
            if (Directory.Exists(working)) Directory.Delete(working, recursive: true);
            File.Delete(lockFile);
            logger.BackupIncompleteRemoved(working);
        }
        catch (IOException)
        {
            // Held: somebody works on it.
        }
    }

    private static string LockFile(string directory, string name) => Path.Combine(directory, $".{name}.lock");
}
