namespace Kong.Upgrade.Staging.Nodes.Logs;

/// <summary>A node's error log: what its running processes wrote into it, or its end.</summary>
internal static class NodeLog
{
    private const long MostOfAnEnd = 32 * 1024 * 1024;
    private const int MostLinks = 40;

    /// <summary>Since its processes started; also from the log before, if it was rotated in between.</summary>
    /// <param name="file">The log.</param>
    /// <param name="processes">The node's running processes.</param>
    /// <param name="prefix">The node's prefix.</param>
    /// <param name="tellsStarts">Whether the node's log level lets a start be seen in the log.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    public static async Task<LogReading> SinceStartAsync(string file, IReadOnlySet<int> processes, string? prefix, bool tellsStarts, CancellationToken cancellationToken)
    {
        LogGroups groups = new(prefix);
        try
        {
            FileStream current = Open(file);
            await using (current.ConfigureAwait(false))
            {
                LogStart start = await FindAsync(current, processes, cancellationToken).ConfigureAwait(false);
                LogStart? before = start.IsBeginning ? null : await BeforeAsync(file + ".1", processes, groups, cancellationToken).ConfigureAwait(false);
                string? trouble = await FromAsync(current, before is null ? start.Found ?? 0 : 0, groups, cancellationToken).ConfigureAwait(false);
                if ((before ?? start).Found is null) return Ownerless(file, start, groups, current.Length);
                return new(groups, trouble ?? (tellsStarts && !(before ?? start).IsBeginning ? $"{file} begins in the middle of the node's run: what it wrote before is not known" : null), true);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return new(groups, $"{file} cannot be read: {failure.Message}", false);
        }
    }

    /// <summary>Its end, whoever wrote it; <see langword="null"/> where it cannot be read.</summary>
    public static async Task<LogGroups?> EndAsync(string file, string? prefix, CancellationToken cancellationToken)
    {
        LogGroups groups = new(prefix);
        try
        {
            FileStream stream = Open(file);
            await using (stream.ConfigureAwait(false)) await FromAsync(stream, Math.Max(0, stream.Length - MostOfAnEnd), groups, cancellationToken).ConfigureAwait(false);
            return groups;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    // A log that goes to a device has no end that could be read, and reading may never come back.
    private static FileStream Open(string file)
    {
        // Link by link: /dev/stderr is one itself, and may lead to a file of this process that is no log of the node's.
        string? real = file;
        for (int links = 0; real is not null && links < MostLinks; links++, real = File.ResolveLinkTarget(real, returnFinalTarget: false)?.FullName)
            if (real.StartsWith("/dev/", StringComparison.Ordinal) || real.StartsWith("/proc/", StringComparison.Ordinal)) throw new NotSupportedException($"it goes to {real}, which is no file");
        return new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, useAsync: true);
    }

    private static async Task<LogStart> FindAsync(FileStream stream, IReadOnlySet<int> processes, CancellationToken cancellationToken)
    {
        LogStart start = new(processes);
        await LogText.ReadAsync(stream, stream.Length, start.Take, cancellationToken).ConfigureAwait(false);
        return start;
    }

    private static async Task<string?> FromAsync(FileStream stream, long from, LogGroups groups, CancellationToken cancellationToken)
    {
        stream.Position = from;
        long end = stream.Length, read = await LogText.ReadAsync(stream, end, groups.Take, cancellationToken).ConfigureAwait(false);
        return read < end || stream.Length < end ? $"{stream.Name} was cut while it was read" : null;
    }

    private static async Task<LogStart?> BeforeAsync(string file, IReadOnlySet<int> processes, LogGroups groups, CancellationToken cancellationToken)
    {
        if (!File.Exists(file)) return null;
        FileStream stream = Open(file);
        await using (stream.ConfigureAwait(false))
        {
            LogStart start = await FindAsync(stream, processes, cancellationToken).ConfigureAwait(false);
            if (start.Found is not { } at) return null;
            await FromAsync(stream, at, groups, cancellationToken).ConfigureAwait(false);
            return start;
        }
    }

    // Its processes have said nothing. Whatever is in the log is of another run, or of their start.
    private static LogReading Ownerless(string file, LogStart start, LogGroups groups, long length) => new(groups, length == 0 ? null
        : !start.IsLog ? $"{file} is no error log of nginx"
        : groups.HasErrors ? $"{file} holds errors, and no line of the node's running processes: whose they are is not known" : null, false);
}
