using Kong.Upgrade.Processes;

namespace Kong.Upgrade.Traffic.Nginx;

/// <summary>The nginx executable: tests a configuration and tells the running nginx to load it.</summary>
internal sealed class NginxProgram(NginxOptions options, TimeProvider time)
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    /// <summary>Tests the configuration with all its files.</summary>
    /// <returns>Its whole text, as nginx reads it. It may hold secrets: never to be shown.</returns>
    public async Task<string> TestAsync() => (await RunAsync(patience, "-T").ConfigureAwait(false)).Out;

    /// <summary>Tells the running nginx to load its configuration anew. nginx reads it first and refuses what it could not load; whether it then does load it only its workers can tell.</summary>
    public Task ReloadAsync(TimeSpan? within = null) => RunAsync(within ?? patience, "-s", "reload");

    private async Task<CommandOutcome> RunAsync(TimeSpan within, params string[] what)
    {
        string[] files = [.. options.ConfigurationFile is { } file ? (string[])["-c", file] : [], .. options.Prefix is { } prefix ? (string[])["-p", prefix] : []];
        CommandLine line = new(options.Executable, [.. files, .. what]);
        // A change that has begun is carried through or taken back, so nothing but time ends these.
        using CancellationTokenSource late = new(within, time);
        try
        {
            CommandOutcome outcome = await Command.RunAsync(line, time, null, late.Token).ConfigureAwait(false);
            return outcome.ExitCode == 0 ? outcome : throw new NginxRefusal(line.ToString(), Words(outcome));
        }
        catch (UpgradeServiceException failure)
        {
            throw new NginxRefusal(line.ToString(), failure.Message);
        }
        catch (OperationCanceledException)
        {
            throw new NginxRefusal(line.ToString(), $"it did not end within {within.TotalSeconds:0} s; names of hosts that cannot be resolved take that long");
        }
    }

    private static string Words(CommandOutcome outcome)
    {
        string[] lines = [.. outcome.Lines.Where(l => l.IsError && l.Text.Trim().Length > 0).Select(l => l.Text.Trim())];
        string[] bad = [.. lines.Where(l => l.Contains("[emerg]", StringComparison.Ordinal) || l.Contains("[alert]", StringComparison.Ordinal) || l.Contains("[error]", StringComparison.Ordinal))];
        return string.Join(" | ", (bad.Length > 0 ? bad : lines).TakeLast(3)) is { Length: > 0 } words ? words : $"exit code {outcome.ExitCode}";
    }
}
