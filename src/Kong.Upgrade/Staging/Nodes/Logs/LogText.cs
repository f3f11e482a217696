using System.Text;

namespace Kong.Upgrade.Staging.Nodes.Logs;

/// <summary>Reads a log line by line, from one place to the place where it ended when reading began. Keeps a few kilobytes of a line, however long it is.</summary>
internal static class LogText
{
    private const int Block = 64 * 1024, MostOfALine = 8 * 1024;

    /// <summary>Reads on from where the stream stands.</summary>
    /// <param name="stream">The log.</param>
    /// <param name="end">Where to stop: a log may grow faster than it is read.</param>
    /// <param name="take">Is given each line with the place where it begins; false to stop.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>Where reading ended: before <paramref name="end"/> where the log was cut meanwhile, or nobody wanted more.</returns>
    public static async Task<long> ReadAsync(Stream stream, long end, Func<long, string, bool> take, CancellationToken cancellationToken)
    {
        byte[] block = new byte[Block], line = new byte[MostOfALine];
        long at = stream.Position, start = at;
        int kept = 0;
        while (at < end)
        {
            int read = await stream.ReadAsync(block.AsMemory(0, (int)Math.Min(Block, end - at)), cancellationToken).ConfigureAwait(false);
            if (read == 0) break;
            for (int from = 0; from < read;)
            {
                int feed = block.AsSpan(from, read - from).IndexOf((byte)'\n'), length = feed < 0 ? read - from : feed, fits = Math.Min(length, MostOfALine - kept);
                block.AsSpan(from, fits).CopyTo(line.AsSpan(kept));
                (kept, from, at) = (kept + fits, from + length + (feed < 0 ? 0 : 1), at + length + (feed < 0 ? 0 : 1));
                if (feed < 0) continue;
                if (!take(start, Encoding.UTF8.GetString(line, 0, kept).TrimEnd('\r'))) return at;
                (start, kept) = (at, 0);
            }
        }
        // A line without its end is still being written, or is the last of a log that was cut off: it is read as far as it goes.
        if (kept > 0) take(start, Encoding.UTF8.GetString(line, 0, kept));
        return at;
    }
}
