using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Kong.Upgrade.Simulation.Command;

/// <summary>A simulated node's process as others see it: by its pid file, signals and <c>/proc</c>.</summary>
internal static partial class UnixProcess
{
    public const int Hangup = 1;
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Terminate = 15;

    /// <summary>The id in the prefix's pid file, if that process is the node of this very prefix. A pid file outlives its process, and ids are used again.</summary>
    public static int? FindNode(Prefix prefix) =>
        File.Exists(prefix.PidFile)
        && int.TryParse(File.ReadAllText(prefix.PidFile), CultureInfo.InvariantCulture, out int id)
        && CommandLineOf(id) is { } line
        && line.Contains(NodeDaemon.Option + prefix.Path)
            ? id
            : null;

    public static void Signal(int id, int signal)
    {
        // A process that is gone meanwhile is what was wanted, or the next look finds out.
        _ = kill(id, signal);
    }

    /// <summary>Leaves the starter's terminal and group, so that neither its end nor a Ctrl-C there reaches the node.</summary>
    public static void Detach() => _ = setsid();

    /// <summary>Whoever starts a program in the background of a shell, or with nohup, makes it ignore these signals; a node, like nginx's master, hears them all the same.</summary>
    public static void HearSignals()
    {
        foreach (int number in new[] { Hangup, Interrupt, Quit, Terminate }) _ = signal(number, 0);
    }

    // Empty for a process that has ended and that nobody has collected yet.
    private static string[]? CommandLineOf(int id)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{id}/cmdline")).Split('\0');
        }
        catch (IOException)
        {
            return null;
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int pid, int signal);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setsid();

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint signal(int number, nint handler);
}
