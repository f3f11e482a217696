namespace Kong.Upgrade.Probing;

/// <summary>Follows a log by its name, across rotations.</summary>
internal sealed class AccessLogTail(string path, TimeProvider time) : IDisposable
{
    // Workers go on with the old file until they are told to open the new one, and with requests that they had begun.
    private static readonly TimeSpan oldFileLives = TimeSpan.FromMinutes(2);

    private readonly List<(AccessLogFile File, long RotatedAt)> old = [];
    private AccessLogFile? current;
    private int forgiven;

    /// <summary>From now on, lines of the given time and later.</summary>
    public void Rewind(DateTimeOffset from)
    {
        Open().GoBeforeLinesOf(from);
        foreach ((AccessLogFile file, _) in old) file.GoBeforeLinesOf(from);
    }

    /// <summary>Hands out every whole line that was not counted yet.</summary>
    /// <param name="onLine">Whether it understood the line.</param>
    /// <param name="cancellationToken">Nothing was counted then.</param>
    /// <returns>How many lines were not understood; then nothing was counted, and the next call hands the same lines out again and forgives these.</returns>
    public async Task<int> ReadAsync(Func<string, bool> onLine, CancellationToken cancellationToken)
    {
        Open();
        int garbled = 0;
        List<(AccessLogFile File, long End)> read = [];
        foreach (AccessLogFile file in (IEnumerable<AccessLogFile>)[.. old.Select(o => o.File), current!])
        {
            (IReadOnlyList<string> lines, long end) = await file.ReadAsync(cancellationToken).ConfigureAwait(false);
            garbled += lines.Count(line => !onLine(line));
            read.Add((file, end));
        }
        if (garbled > forgiven) return (forgiven = garbled);
        forgiven = 0;
        foreach ((AccessLogFile file, long end) in read) file.Counted(end);
        return 0;
    }

    public void Dispose()
    {
        current?.Dispose();
        foreach ((AccessLogFile file, _) in old) file.Dispose();
    }

    private AccessLogFile Open()
    {
        foreach ((AccessLogFile file, long rotatedAt) in old.Where(o => time.GetElapsedTime(o.RotatedAt) > oldFileLives).ToArray())
        {
            old.Remove((file, rotatedAt));
            file.Dispose();
        }
        // As long as there is no new file, nginx goes on with the old one.
        if (current is { IsRotated: true } && AccessLogFile.Open(path) is { } next)
        {
            old.Add((current, time.GetTimestamp()));
            current = next;
        }
        return current ??= AccessLogFile.Open(path) ?? throw new FileNotFoundException("there is no such file; nginx creates it when it loads the splitter's configuration");
    }
}
