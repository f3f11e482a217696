using System.Text;
using Kong.Upgrade.Journal;

namespace Kong.Upgrade.Traffic.Nginx;

/// <summary>Files that nginx reads: replaced as a whole, readable by its workers, which run as another user. They hold no secret.</summary>
internal static class NginxFile
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <param name="path">The file.</param>
    /// <param name="text">Its new text.</param>
    /// <param name="isUrgent">Whether it is put in place first and forced to disk afterwards: for a text that harms nobody when a power cut takes it.</param>
    public static void Write(string path, string text, bool isUrgent = false)
    {
        string beside = $"{path}.new-{Guid.NewGuid():N}";
        try
        {
            using (FileStream file = new(beside, FileMode.CreateNew, FileAccess.Write, FileShare.Read))
            {
                if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file.SafeFileHandle, Mode);
                file.Write(Encoding.UTF8.GetBytes(text));
                file.Flush(flushToDisk: !isUrgent);
                if (isUrgent) File.Move(beside, path, overwrite: true);
                file.Flush(flushToDisk: true);
            }
            if (!isUrgent) File.Move(beside, path, overwrite: true);
            DirectorySync.Flush(Path.GetDirectoryName(path)!, flushToDisk: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            File.Delete(beside);
            throw new UpgradeServiceException($"'{path}' could not be written: {failure.Message}. Let the user of this process write in its directory.", failure);
        }
    }

    /// <summary>The text, or <see langword="null"/> when there is no such file.</summary>
    public static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UpgradeServiceException($"'{path}' could not be read: {failure.Message}. Let the user of this process read it.", failure);
        }
    }

    /// <summary>Back to what was there before.</summary>
    public static void PutBack(string path, string? text)
    {
        if (text is null) File.Delete(path);
        else Write(path, text);
    }
}
