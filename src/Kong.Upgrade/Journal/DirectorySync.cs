using System.Runtime.InteropServices;

namespace Kong.Upgrade.Journal;

/// <summary>Forces a directory's own entries to disk: without it a power cut can lose a file whose content was flushed. Does nothing where there is no such call.</summary>
internal static partial class DirectorySync
{
    public static void Flush(string path, bool flushToDisk)
    {
        if (!flushToDisk || OperatingSystem.IsWindows()) return;
        int descriptor = Open(path, 0);
        if (descriptor < 0) return;
        _ = FSync(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
