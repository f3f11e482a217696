using System.Diagnostics;

namespace Kong.Upgrade.Samples.Tests;

/// <summary>One run of a sample as a process of its own, ended by this class whatever happens.</summary>
internal sealed class SampleRun : IDisposable
{
    private readonly Process process;
    private readonly List<string> lines = [];

    public SampleRun(string sample, params string[] arguments)
    {
        ProcessStartInfo start = new(Repository.Sample(sample), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        process = Process.Start(start)!;
    }

    public IReadOnlyList<string> Lines => lines;

    public string Output => string.Join('\n', lines);

    /// <summary>Reads to the end.</summary>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await ReadAsync(int.MaxValue, cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        lines.Add(await errors);
        return process.ExitCode;
    }

    /// <summary>Kills the process as kill -9 does once it has printed so many lines; says whether it was still running.</summary>
    public async Task<bool> KillAfterAsync(int count, CancellationToken cancellationToken)
    {
        bool running = await ReadAsync(count, cancellationToken);
        process.Kill();
        await process.WaitForExitAsync(cancellationToken);
        return running;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    private async Task<bool> ReadAsync(int count, CancellationToken cancellationToken)
    {
        while (lines.Count < count && await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line) lines.Add(line);
        return lines.Count == count;
    }
}
