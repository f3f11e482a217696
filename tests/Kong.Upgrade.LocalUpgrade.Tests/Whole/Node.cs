using System.Diagnostics;
using System.Globalization;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.LocalUpgrade.Tests.Whole;

/// <summary>One node of an installation, as the settings file describes it.</summary>
internal sealed record Node(string Name, string Prefix, int Proxy, int Admin, int Status)
{
    public static Node New(string name, string folder) => new(name, Path.Combine(folder, name), Ports.Next(), Ports.Next(), Ports.Next());

    public string Address => $"127.0.0.1:{Proxy}";

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["KONG_PROXY_LISTEN"] = $"127.0.0.1:{Proxy}",
        ["KONG_ADMIN_LISTEN"] = $"127.0.0.1:{Admin}",
        ["KONG_STATUS_LISTEN"] = $"127.0.0.1:{Status}",
    };

    /// <summary>The process that its pid file names, if it lives.</summary>
    public int? ProcessId => File.Exists(PidFile) && int.TryParse(File.ReadAllText(PidFile), CultureInfo.InvariantCulture, out int id) && File.Exists($"/proc/{id}/cmdline") && File.ReadAllText($"/proc/{id}/cmdline").Contains(Prefix, StringComparison.Ordinal) ? id : null;

    private string PidFile => Path.Combine(Prefix, "pids", "nginx.pid");

    public async Task StartAsync(string version, string configuration)
    {
        ProcessStartInfo start = new(SimulatedKong.Path, ["start", "-p", Prefix, "-c", configuration]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SIMULATED_KONG_VERSION"] = version;
        start.Environment["KONG_PREFIX"] = Prefix;
        foreach ((string name, string value) in Environment) start.Environment[name] = value;
        using Process kong = Process.Start(start)!;
        Task<string> errors = kong.StandardError.ReadToEndAsync();
        string output = await kong.StandardOutput.ReadToEndAsync();
        await kong.WaitForExitAsync();
        kong.ExitCode.Should().Be(0, output + await errors);
    }

    /// <summary>As <c>kill -9</c> does.</summary>
    public void Kill()
    {
        if (ProcessId is not { } id) return;
        using Process node = Process.GetProcessById(id);
        node.Kill();
        node.WaitForExit();
    }
}
