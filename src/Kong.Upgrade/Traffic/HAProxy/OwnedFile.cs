namespace Kong.Upgrade.Traffic.HAProxy;

/// <summary>A file that only the splitter writes, whole or not at all.</summary>
internal static class OwnedFile
{
    /// <returns>Why it could not be written, or <see langword="null"/>: what is in force does not depend on it.</returns>
    public static string? TryWrite(string path, string text)
    {
        string fresh = path + ".new";
        try
        {
            // Not forced to disk, which may take longer than all the rest of a retreat: after a power cut the file is the old one, the new
            // one or empty, and HAProxy takes an empty one for all traffic on blue.
            File.WriteAllText(fresh, text);
            if (!OperatingSystem.IsWindows() && File.Exists(path)) File.SetUnixFileMode(fresh, File.GetUnixFileMode(path));
            File.Move(fresh, path, overwrite: true);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{path}: {failure.Message}";
        }
    }
}
