using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Kong.Upgrade.Processes;

/// <summary>
/// A command and everything that it started. Killing a <c>kong</c> alone leaves an nginx that goes on migrating (kong-facts 11.9), so the command is
/// made leader of a group of its own, and whoever left the group is still known by a mark in its environment.
/// </summary>
internal sealed partial class ProcessGroup(Process leader, string mark)
{
    public const string MarkVariable = "KONG_UPGRADE_COMMAND";
    private const int Terminate = 15;
    private const int Kill = 9;
    private const int NoSignal = 0;

    private static readonly string? setsid = new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(File.Exists);

    /// <summary>The words that start a command as leader of its own group: it keeps the process id of whom we start.</summary>
    public static (string Executable, IReadOnlyList<string> Arguments) Lead(CommandLine line) =>
        setsid is null ? (line.Executable, line.Arguments) : (setsid, [line.Executable, .. line.Arguments]);

    public int Id => leader.Id;

    /// <summary>Whether anything of it still runs.</summary>
    public bool IsAlive => !leader.HasExited || (setsid is not null && kill(-leader.Id, NoSignal) == 0 && HasMembers()) || Strays().Any();

    public void AskToEnd() => Signal(Terminate);

    public void End() => Signal(Kill);

    private void Signal(int signal)
    {
        if (setsid is not null) _ = kill(-leader.Id, signal);
        else if (!leader.HasExited && signal == Kill) leader.Kill(entireProcessTree: true);
        foreach (int stray in Strays()) _ = kill(stray, signal);
    }

    // A dead child that nobody waited for still counts as a member for kill(2), but no longer does anything.
    private bool HasMembers() => Stats().Any(stat => stat.Group == leader.Id && stat.State is not ("Z" or "X"));

    private IEnumerable<int> Strays() => Stats().Where(stat => stat.State is not ("Z" or "X") && stat.Id != Environment.ProcessId && IsMarked(stat.Id)).Select(stat => stat.Id);

    private bool IsMarked(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/environ").Contains($"{MarkVariable}={mark}\0", StringComparison.Ordinal);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<(int Id, string State, int Group)> Stats()
    {
        if (!Directory.Exists("/proc/self")) yield break;
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id) && Stat(id) is { } stat) yield return stat;
        }
    }

    // "pid (name) state parent group …": the name may hold anything, brackets too.
    private static (int, string, int)? Stat(int id)
    {
        try
        {
            string text = File.ReadAllText($"/proc/{id}/stat");
            string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (id, fields[0], int.Parse(fields[2], CultureInfo.InvariantCulture));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int kill(int process, int signal);
}
