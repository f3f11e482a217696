using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace Kong.Upgrade.TestServers;

/// <summary>A Prometheus of the tests' own on a free loopback port, in a folder of its own. It scrapes what the tests name and is stopped by its process id.</summary>
public sealed class PrometheusInstance : IAsyncDisposable
{
    private const string Executable = "/usr/bin/prometheus";

    private static readonly HttpClient http = new();

    private readonly StringBuilder said = new();
    private Process? process;

    public static string? WhyAbsent { get; } = File.Exists(Executable) ? null : $"Prometheus is not installed (no {Executable}; Debian: prometheus)";

    public string Folder { get; } = Directory.CreateTempSubdirectory("kong-prom-").FullName;

    public int Port { get; } = Ports.Next();

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>What <c>scrape_interval</c> is.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    private string ConfigurationFile => Folder + "/prometheus.yml";

    public static void SkipIfAbsent() => Assert.SkipWhen(WhyAbsent is not null, WhyAbsent ?? "");

    /// <summary>Names the targets of two jobs, <c>kong-blue</c> and <c>kong-green</c>, as <c>host:port</c>; a running server reads them at once.</summary>
    public async Task TargetsAsync(IEnumerable<string> blue, IEnumerable<string> green)
    {
        static string List(IEnumerable<string> targets) => string.Join(", ", targets.Select(t => $"'{t}'"));
        string interval = string.Create(CultureInfo.InvariantCulture, $"{(long)Interval.TotalMilliseconds}ms");
        await File.WriteAllTextAsync(ConfigurationFile,
            $$"""
            global: { scrape_interval: {{interval}}, scrape_timeout: {{interval}} }
            scrape_configs:
            - { job_name: kong-blue, static_configs: [ { targets: [ {{List(blue)}} ] } ] }
            - { job_name: kong-green, static_configs: [ { targets: [ {{List(green)}} ] } ] }

            """);
        if (process is not null) (await http.PostAsync(new Uri(Address, "-/reload"), null)).EnsureSuccessStatusCode();
    }

    public async Task StartAsync()
    {
        ProcessStartInfo start = new(Executable, [$"--config.file={ConfigurationFile}", $"--storage.tsdb.path={Folder}/data", $"--web.listen-address=127.0.0.1:{Port}", "--web.enable-lifecycle", "--log.level=warn"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        await Eventually.HoldsAsync(IsReadyAsync, "Prometheus is ready", TimeSpan.FromMinutes(1));
    }

    public async Task StopAsync()
    {
        if (process is null) return;
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task<bool> IsReadyAsync()
    {
        if (process!.HasExited) throw new InvalidOperationException($"Prometheus ended: {said}");
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri(Address, "-/ready"));
            return answer.StatusCode is HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Note(string? line)
    {
        lock (said) said.AppendLine(line);
    }
}
