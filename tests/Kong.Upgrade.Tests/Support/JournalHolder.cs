using System.Diagnostics;
using System.Runtime.CompilerServices;
using Kong.Upgrade.Journal;

namespace Kong.Upgrade.Tests.Support;

/// <summary>Another process that works on a journal: this very executable, told by an environment variable to be nothing else.</summary>
internal sealed class JournalHolder : IDisposable
{
    private const string Variable = "KONG_UPGRADE_TESTS_HOLD_JOURNAL";
    private readonly Process process;

    private JournalHolder(Process process) => this.process = process;

    public int Id => process.Id;

    /// <summary>Starts a process that opens the journal and holds it until it is killed.</summary>
    /// <param name="directory">The journal.</param>
    /// <param name="shell">Shell commands that come before the process, such as a limit.</param>
    /// <param name="arguments">What the process says and does; see <see cref="LiveAsync"/>.</param>
    public static JournalHolder Start(string directory, string shell = ":", string arguments = "hold")
    {
        ProcessStartInfo start = new("/bin/sh", ["-c", $"{shell}; exec \"$0\"", Path.Combine(AppContext.BaseDirectory, "Kong.Upgrade.Tests")]) { RedirectStandardOutput = true };
        start.Environment[Variable] = $"{arguments}|{directory}";
        // The runtime's own files must not count against a limit of file sizes.
        (start.Environment["DOTNET_EnableWriteXorExecute"], start.Environment["DOTNET_EnableDiagnostics"]) = ("0", "0");
        return new(Process.Start(start)!);
    }

    /// <summary>The next line that the process prints; <see langword="null"/> when it ended.</summary>
    public async Task<string?> SaysAsync() => await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));

    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    /// <summary>The other process's whole life, before the test runner of this executable begins its own.</summary>
    [ModuleInitializer]
    internal static void Live()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('|') is not [string what, string directory]) return;
        LiveAsync(what, directory).GetAwaiter().GetResult();
        Environment.Exit(0);
    }

    private static async Task LiveAsync(string what, string directory)
    {
        using FileUpgradeJournal journal = new(directory);
        try
        {
            RunRecord record = await journal.OpenAsync(Journals.Opening(), CancellationToken.None);
            Console.WriteLine($"open {record.Fence}");
            for (int i = 0; what == "fill" && i < 10_000; i++) await journal.WriteAsync(Journals.Entry(i), CancellationToken.None);
            await new TaskCompletionSource().Task;
        }
        catch (JournalException error)
        {
            Console.WriteLine($"{error.Problem} {error.Message}");
        }
    }
}
