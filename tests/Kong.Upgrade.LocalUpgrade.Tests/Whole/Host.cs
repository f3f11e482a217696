using System.Diagnostics;
using System.Globalization;

namespace Kong.Upgrade.LocalUpgrade.Tests.Whole;

/// <summary>One run of the program as a process of its own, ended by this class whatever happens.</summary>
internal sealed class Host : IDisposable
{
    private readonly List<string> lines = [];
    private readonly Process process;

    private Host(params string[] arguments)
    {
        process = new() { StartInfo = new(Repository.Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true } };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output
    {
        get
        {
            lock (lines) return string.Join('\n', lines);
        }
    }

    public static Host Start(string settings, string command, params string[] more) => new([command, "--settings", settings, .. more]);

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string settings, string command, params string[] more)
    {
        using Host host = Start(settings, command, more);
        int code = await host.EndAsync();
        return (code, host.Output);
    }

    public async Task<int> EndAsync()
    {
        using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(TimeSpan.FromMinutes(4));
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"it did not end:\n{Output}");
        }
        return process.ExitCode;
    }

    /// <summary>Waits until it has said something.</summary>
    public Task SaysAsync(string text) => TestServers.Eventually.HoldsAsync(
        () => process.HasExited && !Output.Contains(text, StringComparison.Ordinal) ? throw new InvalidOperationException($"it ended without saying '{text}':\n{Output}") : Task.FromResult(Output.Contains(text, StringComparison.Ordinal)),
        $"it says '{text}'", TimeSpan.FromMinutes(3));

    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (lines) lines.Add(line);
    }
}
