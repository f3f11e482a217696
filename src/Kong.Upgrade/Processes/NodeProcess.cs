using System.Diagnostics;
using System.Globalization;

namespace Kong.Upgrade.Processes;

/// <summary>The master process of a node, as its prefix names it.</summary>
internal sealed class NodeProcess
{
    private readonly Process process;
    private readonly DateTime startedAt;

    private NodeProcess(Process process, DateTime startedAt) => (this.process, this.startedAt) = (process, startedAt);

    /// <summary>Whether it still runs, and is not another that got its number.</summary>
    public bool IsAlive => !process.HasExited && !IsZombie(process.Id) && Find(process.Id)?.startedAt == startedAt;

    /// <summary>The process that runs in a prefix, or <see langword="null"/>.</summary>
    public static NodeProcess? In(string prefix)
    {
        string file = Path.Combine(prefix, "pids", "nginx.pid");
        try
        {
            return int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out int id) ? Find(id) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Ends it and its workers at once.</summary>
    public void Kill()
    {
        if (IsAlive) process.Kill(entireProcessTree: true);
    }

    // Dead, and only waiting for its parent to notice: "pid (name) Z …".
    private static bool IsZombie(int id)
    {
        try
        {
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            return stat.AsSpan(stat.LastIndexOf(')') + 1).TrimStart() is ['Z' or 'X', ..];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static NodeProcess? Find(int id)
    {
        try
        {
            Process found = Process.GetProcessById(id);
            return new(found, found.StartTime);
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
