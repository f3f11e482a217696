namespace Kong.Upgrade.Probing.AccessLogs;

/// <summary>One open log file, from the end of the last whole line that was taken in.</summary>
internal sealed class LogFile : IDisposable
{
    private const int Block = 1 << 20;

    private readonly FileStream stream;
    private readonly FileInfo link;
    private readonly string? nameAtFirst;
    private long taken;

    private LogFile(FileStream stream)
    {
        this.stream = stream;
        link = new($"/proc/self/fd/{stream.SafeFileHandle.DangerousGetHandle()}");
        nameAtFirst = link.LinkTarget;
    }

    /// <summary>Whether the file has another name by now, or none. Only Linux tells.</summary>
    public bool IsRotated
    {
        get
        {
            link.Refresh();
            return link.LinkTarget != nameAtFirst;
        }
    }

    /// <returns><see langword="null"/> when there is none.</returns>
    public static LogFile? Open(string path)
    {
        // Fifty times a second an exception would be dear.
        if (!File.Exists(path)) return null;
        try
        {
            return new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Takes in whole lines that were not yet, as many as the store has room for.</summary>
    public void ReadInto(RequestStore store, byte[] buffer, CancellationToken cancellationToken)
    {
        // Truncated by a hand or a rotation that copies.
        if (stream.Length < taken) taken = 0;
        while (!store.IsFull && stream.Length > taken)
        {
            int read = RandomAccess.Read(stream.SafeFileHandle, buffer, taken), end = buffer.AsSpan(0, read).LastIndexOf((byte)'\n') + 1;
            if (end == 0 && read < buffer.Length) return;
            if (end == 0) store.AddForeign();
            else store.Add(buffer.AsSpan(0, end));
            taken += end == 0 ? read : end;
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Goes to a place before all lines of the given time and later: lines are nearly in the order of their times, for each worker writes its own.</summary>
    /// <param name="from">The time.</param>
    /// <param name="format">Reads lines.</param>
    /// <param name="isBack">Whether what was taken in may be taken in again.</param>
    public void GoBeforeLinesOf(DateTimeOffset from, ILogFormat format, bool isBack)
    {
        long before = (from - TimeSpan.FromSeconds(10)).ToUnixTimeMilliseconds(), least = isBack ? 0 : Math.Min(taken, stream.Length);
        byte[] start = new byte[4096];
        for (taken = stream.Length; taken > least;)
        {
            taken = Math.Max(least, taken - Block);
            ReadOnlySpan<byte> text = start.AsSpan(0, RandomAccess.Read(stream.SafeFileHandle, start, taken));
            int first = text.IndexOf((byte)'\n') + 1, second = text[first..].IndexOf((byte)'\n');
            if (taken == least) return;
            taken += first;
            if (second > 0 && format.Parse(text.Slice(first, second), out LoggedRequest request) is LineKind.Request && request.At < before) return;
        }
    }

    public void Dispose() => stream.Dispose();
}
