using System.Diagnostics;
using System.Globalization;

namespace Kong.Upgrade.Benchmarks.Exposition;

/// <summary>Prometheus' own parser, expfmt, in a program that is built from the source beside this file.</summary>
internal static class GoParser
{
    // Where Debian's golang-github-prometheus-common-dev puts sources.
    private const string Sources = "/usr/share/gocode", Parser = Sources + "/src/github.com/prometheus/common/expfmt", Go = "/usr/bin/go";

    public static string? Missing => !File.Exists(Go) ? "golang-go is not installed" : !Directory.Exists(Parser) ? "golang-github-prometheus-common-dev is not installed" : null;

    /// <summary>Samples in the text, and megabytes a second of each round.</summary>
    public static async Task<(int Samples, double[] Rates)> MeasureAsync(byte[] text)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("kong-upgrade-expfmt-");
        try
        {
            string program = Path.Combine(folder.FullName, "expfmt"), file = Path.Combine(folder.FullName, "metrics");
            await File.WriteAllBytesAsync(file, text);
            await RunAsync(folder, Go, "build", "-o", program, Path.Combine(AppContext.BaseDirectory, "Exposition", "expfmt.go"));
            string[] lines = (await RunAsync(folder, program, file)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return (int.Parse(lines[0], CultureInfo.InvariantCulture), [.. lines.Skip(1).Select(l => double.Parse(l, CultureInfo.InvariantCulture))]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> RunAsync(DirectoryInfo folder, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.FullName };
        foreach ((string name, string value) in (IEnumerable<(string, string)>)[("GOPATH", Sources), ("GO111MODULE", "off"), ("GOFLAGS", ""), ("GOCACHE", Path.Combine(folder.FullName, "cache")), ("GOMAXPROCS", "1")])
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> said = process.StandardOutput.ReadToEndAsync(), complained = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await said : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await complained}");
    }
}
