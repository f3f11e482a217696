using System.Globalization;
using System.Text;

namespace Kong.Upgrade.Journal;

/// <summary>The right to work on a journal: an exclusive lock that dies with its process, and a number that only rises.</summary>
internal sealed class JournalLease : IDisposable
{
    private readonly FileStream locked;

    private JournalLease(FileStream locked, long fence) => (this.locked, Fence) = (locked, fence);

    public long Fence { get; }

    public static JournalLease Take(JournalDirectory directory)
    {
        string path = Path.Combine(directory.Path, "lease.lock"), holder = Path.Combine(directory.Path, "lease.holder");
        FileStream stream;
        try
        {
            stream = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw directory.Held(File.Exists(holder) ? File.ReadAllText(holder) : "unknown");
        }
        try
        {
            JournalLease lease = new(stream, Next(stream));
            File.WriteAllText(holder, $"process {Environment.ProcessId} on {Environment.MachineName}");
            return lease;
        }
        catch
        {
            // A lock that nobody gives back would keep this process out of its own journal.
            stream.Dispose();
            throw;
        }
    }

    public void Dispose() => locked.Dispose();

    /// <summary>Raises the number in the lock file. It is on disk before the lease is used.</summary>
    private static long Next(FileStream stream)
    {
        Span<byte> text = stackalloc byte[20];
        int read = stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        long fence = long.TryParse(text[..read], NumberStyles.None, CultureInfo.InvariantCulture, out long last) ? last + 1 : 1;
        stream.Position = 0;
        stream.Write(Encoding.ASCII.GetBytes(fence.ToString(CultureInfo.InvariantCulture)));
        stream.SetLength(stream.Position);
        stream.Flush(flushToDisk: true);
        return fence;
    }
}
