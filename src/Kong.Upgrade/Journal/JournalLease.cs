using System.Globalization;
using System.Text;

namespace Kong.Upgrade.Journal;

/// <summary>The right to work on a journal: an exclusive lock that dies with its process, and a number that only rises.</summary>
internal sealed class JournalLease : IDisposable
{
    // "Used by another process" on Windows, Linux and macOS; anything else is trouble of the disk, not a holder.
    private static readonly int[] TakenCodes = [32, 11, 35];
    private readonly FileStream locked;

    private JournalLease(FileStream locked, long fence) => (this.locked, Fence) = (locked, fence);

    public long Fence { get; private set; }

    /// <summary>Who holds it; <see langword="null"/> when nobody does.</summary>
    public static string? Holder(JournalDirectory directory)
    {
        string path = Path.Combine(directory.Path, "lease.lock");
        try
        {
            if (File.Exists(path)) new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite).Dispose();
            return null;
        }
        catch (IOException error) when (IsTaken(error))
        {
            return Named(directory);
        }
    }

    public static JournalLease Take(JournalDirectory directory)
    {
        string path = Path.Combine(directory.Path, "lease.lock"), holder = Path.Combine(directory.Path, "lease.holder");
        FileStream stream;
        try
        {
            stream = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (IsTaken(error))
        {
            throw directory.Held(Named(directory));
        }
        try
        {
            JournalLease lease = new(stream, Last(stream));
            lease.RaiseTo(lease.Fence + 1);
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

    /// <summary>Raises the number. It is on disk before the lease is used.</summary>
    public void RaiseTo(long fence)
    {
        Fence = fence;
        locked.Position = 0;
        locked.Write(Encoding.ASCII.GetBytes(fence.ToString(CultureInfo.InvariantCulture)));
        locked.SetLength(locked.Position);
        locked.Flush(flushToDisk: true);
    }

    private static bool IsTaken(IOException error) => TakenCodes.Contains(error.HResult & 0xFFFF);

    private static string Named(JournalDirectory directory) => Path.Combine(directory.Path, "lease.holder") is var holder && File.Exists(holder) ? File.ReadAllText(holder) : "unknown";

    private static long Last(FileStream stream)
    {
        Span<byte> text = stackalloc byte[20];
        int read = stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        return long.TryParse(text[..read], NumberStyles.None, CultureInfo.InvariantCulture, out long last) ? last : 0;
    }
}
