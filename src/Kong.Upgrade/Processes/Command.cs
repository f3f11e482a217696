using System.ComponentModel;
using System.Diagnostics;

namespace Kong.Upgrade.Processes;

/// <summary>Runs commands on this host.</summary>
internal static class Command
{
    private static readonly TimeSpan look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan patienceForDeath = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan patienceForOutput = TimeSpan.FromSeconds(2);

    /// <summary>Runs a command to its end.</summary>
    /// <param name="line">The command.</param>
    /// <param name="time">The clock.</param>
    /// <param name="onLine">Told of each line as it is printed, secrets removed; may be called from two threads at once.</param>
    /// <param name="cancellationToken">Ends the command with everything that it started; thrown only when nothing of it runs any more.</param>
    /// <exception cref="UpgradeServiceException">It could not be started.</exception>
    public static async Task<CommandOutcome> RunAsync(CommandLine line, TimeProvider time, Action<OutputLine>? onLine, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string mark = Guid.NewGuid().ToString("N");
        long start = time.GetTimestamp();
        OutputCollector output = new(new(line.Secrets), time, onLine);
        using Process process = Start(line, mark);
        ProcessGroup group = new(process, mark);
        using CancellationTokenSource reading = new();
        Task collecting = Task.WhenAll(output.CollectAsync(process.StandardOutput, false, reading.Token), output.CollectAsync(process.StandardError, true, reading.Token));
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            if (line.LeavesNothing) await EndAsync(group, line.Grace, time).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(group, line.Grace, time).ConfigureAwait(false);
            await DrainAsync(collecting, reading, time).ConfigureAwait(false);
            throw;
        }
        // A daemon that it left behind may hold the pipes open for ever.
        await DrainAsync(collecting, reading, time).ConfigureAwait(false);
        return new(process.ExitCode, output.Lines, time.GetElapsedTime(start));
    }

    private static Process Start(CommandLine line, string mark)
    {
        (string executable, IReadOnlyList<string> arguments) = ProcessGroup.Lead(line);
        ProcessStartInfo start = new(executable, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = line.WorkingDirectory,
        };
        foreach ((string name, string? value) in line.Environment) start.Environment[name] = value;
        start.Environment[ProcessGroup.MarkVariable] = mark;
        if (Find(line.Executable) is null) throw NotStarted(line, "there is no such executable", null);
        try
        {
            Process process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Exception failure) when (failure is Win32Exception or IOException)
        {
            throw NotStarted(line, failure.Message, failure);
        }
    }

    /// <summary>Where an executable lies, or <see langword="null"/>.</summary>
    public static string? Find(string executable)
    {
        if (executable.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)) return File.Exists(executable) ? executable : null;
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, executable)).FirstOrDefault(File.Exists);
    }

    private static UpgradeServiceException NotStarted(CommandLine line, string why, Exception? failure) =>
        new($"'{line}' could not be started: {why}. Name an executable file that this user may run.", failure);

    private static async Task EndAsync(ProcessGroup group, TimeSpan grace, TimeProvider time)
    {
        if (!group.IsAlive) return;
        group.AskToEnd();
        long asked = time.GetTimestamp();
        while (group.IsAlive)
        {
            TimeSpan waited = time.GetElapsedTime(asked);
            if (waited > grace) group.End();
            if (waited > grace + patienceForDeath) throw new UpgradeServiceException($"Process {group.Id} and what it started did not end within {waited.TotalSeconds:0} s of being killed. Find out what holds them (ps -o pid,stat,wchan) before anything else is run.");
            await Task.Delay(look, time, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task DrainAsync(Task collecting, CancellationTokenSource reading, TimeProvider time)
    {
        try
        {
            await collecting.WaitAsync(patienceForOutput, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await reading.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // What was read until then is kept.
        }
    }
}
