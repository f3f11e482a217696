using System.Text;

namespace Kong.Upgrade.Probing;

/// <summary>One open log file, from the end of the last whole line that was counted.</summary>
internal sealed class AccessLogFile(FileStream stream) : IDisposable
{
    private const int Block = 1 << 20;

    private readonly string? nameAtFirst = Name(stream);
    private long counted;

    public static AccessLogFile? Open(string path)
    {
        try
        {
            return new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether the file has another name by now, or none. Only Linux tells.</summary>
    public bool IsRotated => Name(stream) != nameAtFirst;

    /// <summary>Whole lines that were not counted yet, and where the last of them ends.</summary>
    public async Task<(IReadOnlyList<string> Lines, long End)> ReadAsync(CancellationToken cancellationToken)
    {
        // Truncated by a hand or a rotation that copies.
        if (stream.Length < counted) counted = 0;
        byte[] text = new byte[stream.Length - counted];
        int read = await RandomAccess.ReadAsync(stream.SafeFileHandle, text, counted, cancellationToken).ConfigureAwait(false);
        int end = text.AsSpan(0, read).LastIndexOf((byte)'\n') + 1;
        return (Encoding.UTF8.GetString(text, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries), counted + end);
    }

    public void Counted(long end) => counted = end;

    /// <summary>Goes to a place before all lines of the given time and later: lines are nearly in the order of their times, for each worker writes its own.</summary>
    public void GoBeforeLinesOf(DateTimeOffset from)
    {
        DateTimeOffset before = from - TimeSpan.FromSeconds(10);
        byte[] start = new byte[4096];
        for (counted = stream.Length; counted > 0;)
        {
            counted = Math.Max(0, counted - Block);
            int read = RandomAccess.Read(stream.SafeFileHandle, start, counted);
            string[] lines = Encoding.UTF8.GetString(start, 0, read).Split('\n');
            if (counted == 0) return;
            counted += Encoding.UTF8.GetByteCount(lines[0]) + 1;
            if (lines.Length > 2 && AccessLogLine.Parse(lines[1]) is { } line && line.At < before) return;
        }
    }

    public void Dispose() => stream.Dispose();

    private static string? Name(FileStream stream) => new FileInfo($"/proc/self/fd/{stream.SafeFileHandle.DangerousGetHandle()}").LinkTarget;
}
