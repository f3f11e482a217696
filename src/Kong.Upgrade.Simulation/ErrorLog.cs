using System.Globalization;

namespace Kong.Upgrade.Simulation;

/// <summary>The error log of a node, in nginx's form; without a file it keeps nothing.</summary>
internal sealed class ErrorLog(string? file, int pid, TimeProvider time)
{
    private readonly Lock _gate = new();

    public bool IsKept => file is not null;

    public void Write(string level, string message)
    {
        if (file is null)
            return;
        string line = string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy/MM/dd HH:mm:ss} [{level}] {pid}#0: {message}\n");
        lock (_gate)
        {
            if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            File.AppendAllText(file, line);
        }
    }
}
