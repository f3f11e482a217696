namespace Kong.Upgrade.Probing.AccessLogs;

/// <summary>Follows a log by its name, across rotations.</summary>
internal sealed class FollowedLog(string path, ILogFormat format, RequestStore store, TimeProvider time) : ILogSource
{
    // Workers go on with the old file until they are told to open the new one, and with requests that they had begun.
    private static readonly TimeSpan oldFileLives = TimeSpan.FromMinutes(2);

    private readonly byte[] buffer = new byte[1 << 17];
    private readonly List<(LogFile File, long RotatedAt)> old = [];
    private LogFile? current;
    private (DateTimeOffset From, bool IsBack)? wanted;

    public string? Seek(ProbeWindow window, DateTimeOffset? readUntil)
    {
        wanted = (window.From, !(window.From > readUntil));
        if (wanted.Value.IsBack) store.Clear();
        return null;
    }

    public string? Collect(CancellationToken cancellationToken)
    {
        try
        {
            if (!Open()) return Trouble("there is no such file; nginx creates it when it loads the splitter's configuration");
            foreach ((LogFile file, _) in old) ReadInto(file, cancellationToken);
            ReadInto(current!, cancellationToken);
            wanted = null;
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Trouble(failure.Message);
        }
    }

    public string AboutForeign() => $"of {path} are not of the splitter's format; they are left out from now on. Nothing else may write into this file";

    public void Dispose()
    {
        lock (store.Gate)
        {
            current?.Dispose();
            foreach ((LogFile file, _) in old) file.Dispose();
        }
    }

    private void ReadInto(LogFile file, CancellationToken cancellationToken)
    {
        if (wanted is var (from, isBack)) file.GoBeforeLinesOf(from, format, isBack);
        file.ReadInto(store, buffer, cancellationToken);
    }

    private bool Open()
    {
        for (int i = old.Count - 1; i >= 0; i--)
            if (time.GetElapsedTime(old[i].RotatedAt) > oldFileLives)
            {
                old[i].File.Dispose();
                old.RemoveAt(i);
            }
        // As long as there is no new file, nginx goes on with the old one.
        if (current is { IsRotated: true } && LogFile.Open(path) is { } next)
        {
            old.Add((current, time.GetTimestamp()));
            current = next;
        }
        return (current ??= LogFile.Open(path)) is not null;
    }

    private string Trouble(string what) => $"nginx's access log {path} cannot be read: {what}";
}
