using System.Security.Cryptography;
using System.Text;

namespace Kong.Upgrade.Backup;

/// <summary>Files and directories that only their owner can read, whatever the umask says: backups hold secrets (kong-facts 8.3).</summary>
internal static class PrivateFile
{
    private const UnixFileMode ForFiles = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode ForDirectories = ForFiles | UnixFileMode.UserExecute;

    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else
        {
            Directory.CreateDirectory(path, ForDirectories);
            File.SetUnixFileMode(path, ForDirectories);
        }
    }

    /// <summary>A new file; nobody else could read it at any moment.</summary>
    public static FileStream Create(string path, FileShare share = FileShare.Read)
    {
        FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = ForFiles;
        return new(path, options);
    }

    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        FileStream file = Create(path);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }
    }

    public static async Task CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        FileStream copy = Create(to);
        await using (copy.ConfigureAwait(false))
        {
            // A pipe or a socket has no length, and opening one would wait for ever.
            if (new FileInfo(from).Length == 0 && new FileInfo(from).LinkTarget is null) return;
            FileStream source = new(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 81920, FileOptions.Asynchronous);
            await using (source.ConfigureAwait(false)) await source.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
            copy.Flush(flushToDisk: true);
        }
    }

    /// <summary>What others wrote (<c>pg_dump</c>, <c>kong</c>) into a directory that was private all the time.</summary>
    public static void Restrict(string directory)
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (string folder in Directory.EnumerateDirectories(directory, "*", SearchOption.AllDirectories)) File.SetUnixFileMode(folder, ForDirectories);
        foreach (string file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)) File.SetUnixFileMode(file, ForFiles);
    }

    /// <summary>The file's mode in octal digits, for whoever puts it back.</summary>
    public static string? Mode(string path) => OperatingSystem.IsWindows() ? null : Convert.ToString((int)File.GetUnixFileMode(path), 8);

    public static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using (file.ConfigureAwait(false)) return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false));
    }
}
