using System.Diagnostics;
using System.Globalization;
using Kong.Upgrade.Processes;

namespace Kong.Upgrade.TestServers;

/// <summary>An nginx of the tests' own, in a directory of its own, on a free loopback port. Stopped by its process ids when it is disposed.</summary>
public sealed class NginxServer : IAsyncDisposable
{
    private const string Modules = "/usr/lib/nginx/modules/";

    private static readonly CommandLine none = new("nginx");

    // Its workers run as another user, so nothing here is private.
    private readonly DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"kong-upgrade-nginx-{Guid.NewGuid():N}"));

    public NginxServer()
    {
        Port = PostgresServer.FreePort();
        ControlPort = PostgresServer.FreePort();
    }

    public string Folder => folder.FullName;

    public string ConfigurationFile => Folder + "/nginx.conf";

    public string IncludeFile => Folder + "/kong-upgrade.conf";

    public string AccessLog => Folder + "/kong-upgrade.log";

    /// <summary>Where users come in.</summary>
    public int Port { get; }

    /// <summary>A free port for the splitter's control server.</summary>
    public int ControlPort { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public int Workers { get; init; } = 2;

    /// <summary>What <c>listen</c> says after the port.</summary>
    public string Listen { get; init; } = "";

    public int? MasterId => File.Exists(PidFile) && int.TryParse(File.ReadAllText(PidFile), CultureInfo.InvariantCulture, out int id) && IsNginx(id) ? id : null;

    private string PidFile => Folder + "/nginx.pid";

    /// <summary>Why tests that need nginx with the named modules (<c>js</c>, <c>lua</c>) cannot run; <see langword="null"/> when they can.</summary>
    public static string? WhyAbsent(params string[] modules) =>
        Command.Find("nginx") is null ? "nginx is not installed (Debian: nginx)"
        : modules.FirstOrDefault(m => !File.Exists($"{Modules}ngx_http_{m}_module.so")) is { } module ? $"nginx's module '{module}' is not installed (Debian: libnginx-mod-http-{module})"
        : null;

    /// <summary>Writes the configuration.</summary>
    /// <param name="http">Lines of <c>http {}</c>.</param>
    /// <param name="modules">Modules to load: <c>js</c>, <c>lua</c>.</param>
    public void Write(string http, params string[] modules) => File.WriteAllText(ConfigurationFile,
        $$"""
        {{string.Concat(modules.Select(m => (m == "lua" ? $"load_module {Modules}ndk_http_module.so;\n" : "") + $"load_module {Modules}ngx_http_{m}_module.so;\n"))}}
        worker_processes {{Workers}};
        pid {{PidFile}};
        error_log {{Folder}}/error.log info;
        events { worker_connections 1024; }
        http {
            access_log off;
            client_body_temp_path {{Folder}}/body; proxy_temp_path {{Folder}}/proxy; fastcgi_temp_path {{Folder}}/fastcgi; uwsgi_temp_path {{Folder}}/uwsgi; scgi_temp_path {{Folder}}/scgi;
            {{http}}
        }

        """);

    public async Task StartAsync()
    {
        await RunAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(MasterId is not null), "nginx writes its pid");
    }

    public Task ReloadAsync() => RunAsync("-s", "reload");

    /// <summary>Ends it at once, as a restart does.</summary>
    public Task StopAsync() => EndAsync("-TERM");

    /// <summary>Kills master and workers, also workers that outlived their master.</summary>
    public async Task KillAsync()
    {
        int[] all = [.. Everyone()];
        if (all.Length == 0) return;
        await SignalAsync("-KILL", all);
        await Eventually.HoldsAsync(() => Task.FromResult(!all.Any(IsNginx)), "nginx is gone");
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>The processes that serve now, also those that end.</summary>
    public IReadOnlyList<int> WorkerIds() => MasterId is { } master ? [.. ChildrenOf(master)] : [];

    public string ErrorLog() => File.Exists(Folder + "/error.log") ? File.ReadAllText(Folder + "/error.log") : "";

    private static IEnumerable<int> ChildrenOf(int master)
    {
        foreach (string path in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out int id) && IsNginx(id) && ParentOf(id) == master) yield return id;
    }

    /// <summary>Every nginx that holds a file of this folder open, its error log at least.</summary>
    private IEnumerable<int> Everyone()
    {
        foreach (string path in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out int id) && IsNginx(id) && HoldsOurs(id)) yield return id;
    }

    private bool HoldsOurs(int id)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{id}/fd").Any(fd => File.ResolveLinkTarget(fd, returnFinalTarget: false)?.FullName.StartsWith(Folder + "/", StringComparison.Ordinal) == true);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static int ParentOf(int id)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static bool IsNginx(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").StartsWith("nginx: ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task SignalAsync(string signal, params IEnumerable<int> ids)
    {
        // One that has gone meanwhile is no trouble.
        using Process kill = Process.Start(new ProcessStartInfo("kill", [signal, .. ids.Select(i => i.ToString(CultureInfo.InvariantCulture))]) { RedirectStandardError = true })!;
        await kill.WaitForExitAsync();
    }

    private async Task EndAsync(string signal)
    {
        if (MasterId is not { } master) return;
        await SignalAsync(signal, master);
        await Eventually.HoldsAsync(() => Task.FromResult(!IsNginx(master)), "nginx has ended");
    }

    private async Task RunAsync(params string[] arguments)
    {
        CommandOutcome outcome = await Command.RunAsync(none with { Arguments = ["-c", ConfigurationFile, "-p", Folder, .. arguments] }, TimeProvider.System, null, CancellationToken.None);
        outcome.ExitCode.Should().Be(0, $"nginx {string.Join(' ', arguments)}: {outcome.LastLines(20)}");
    }
}
