using Kong.Upgrade.Processes;

namespace Kong.Upgrade.Backup;

/// <summary>Blue's own <c>kong config db_export</c>: what people can read and compare. Kong itself calls it second best (kong-facts 8.1).</summary>
internal static class DeclarativeExport
{
    public const string FileName = "kong.yml";

    /// <summary>Exports into <paramref name="backup"/>.</summary>
    /// <returns>How long it took, or why there is none.</returns>
    public static async Task<(TimeSpan? Took, string? WhyNot)> TryAsync(KongCommand blue, KongDatabase database, string backup, TimeProvider time, CancellationToken cancellationToken)
    {
        string file = Path.Combine(backup, FileName), prefix = Path.Combine(backup, ".prefix");
        PrivateFile.CreateDirectory(prefix);
        try
        {
            CommandLine line = KongCli.Line(blue, database, prefix, "config", "db_export", file);
            CommandOutcome outcome = await Command.RunAsync(Quiet(line), time, null, cancellationToken).ConfigureAwait(false);
            if (outcome.ExitCode == 0 && new FileInfo(file) is { Exists: true, Length: > 0 }) return (outcome.Took, null);
            return (null, $"'{blue} config db_export' ended with exit code {outcome.ExitCode} and {(File.Exists(file) ? "an empty file" : "no file")}: {outcome.LastLines()}");
        }
        catch (UpgradeServiceException failure)
        {
            return (null, failure.Message);
        }
        finally
        {
            Directory.Delete(prefix, recursive: true);
        }
    }

    private static CommandLine Quiet(CommandLine line) =>
        line with { Environment = new Dictionary<string, string?>(line.Environment) { ["KONG_ANONYMOUS_REPORTS"] = "off" } };
}
