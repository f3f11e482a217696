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

    /// <summary>The process id.</summary>
    public int Id => process.Id;

    /// <summary>How many files it may have open at once, or <see langword="null"/> where that cannot be seen.</summary>
    public long? MaxOpenFiles => OpenFiles(Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>How many files whatever this process starts may have open at once.</summary>
    public static long? MaxOpenFilesInherited => OpenFiles("self");

    /// <summary>The living node of a prefix, or <see langword="null"/>: pid files outlive their processes, and ids are used again, so the process has to name the prefix in its command line (<c>nginx -p PREFIX</c>).</summary>
    public static NodeProcess? Of(string prefix) => In(prefix) is { IsAlive: true } found && found.Names(prefix) ? found : null;

    /// <summary>Somebody else's process that got the number in the prefix's pid file, or <see langword="null"/>.</summary>
    public static NodeProcess? StrangerIn(string prefix) => In(prefix) is { IsAlive: true } found && CommandLineOf(found.Id) is { Length: > 0 } && !found.Names(prefix) ? found : null;

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

    // "nginx: master process nginx -p PREFIX -c nginx.conf", with or without a slash at the end.
    private bool Names(string prefix) => CommandLineOf(Id)?.Split('\0', ' ', '=').Any(word => word.TrimEnd('/') == prefix.TrimEnd('/')) ?? false;

    private static string? CommandLineOf(int id)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/cmdline"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // "Max open files            1024                 1048576              files": the first is what counts.
    private static long? OpenFiles(string id)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{id}/limits").FirstOrDefault(l => l.StartsWith("Max open files", StringComparison.Ordinal));
            string? soft = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 3 } words ? words[3] : null;
            return soft is "unlimited" ? long.MaxValue : long.TryParse(soft, CultureInfo.InvariantCulture, out long files) ? files : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
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
