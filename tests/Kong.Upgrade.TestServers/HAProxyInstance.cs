using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Kong.Upgrade.TestServers;

/// <summary>An HAProxy of the tests' own on free loopback ports, before nodes that the tests are themselves: <c>blue1</c>, <c>blue2</c>, <c>green1</c>, <c>green2</c>.</summary>
public sealed class HAProxyInstance : IAsyncDisposable
{
    private const string Executable = "/usr/sbin/haproxy";

    private readonly List<Process> processes = [];
    private readonly Dictionary<string, string> replacements = [];

    public static string? WhyAbsent { get; } = File.Exists(Executable) ? null : $"HAProxy is not installed (no {Executable})";

    public IReadOnlyDictionary<string, HAProxyNode> Nodes { get; } = new[] { "blue1", "blue2", "green1", "green2" }.ToDictionary(name => name, name => new HAProxyNode(name));

    public string Folder { get; } = Directory.CreateTempSubdirectory("kong-hap-").FullName;

    public string Socket => Folder + "/admin.sock";

    public string MapFile => Folder + "/share.map";

    public string StateFile => Folder + "/servers.state";

    public string ConfigurationFile => Folder + "/haproxy.cfg";

    public int Port { get; } = PostgresServer.FreePort();

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    public static void SkipIfAbsent() => Assert.SkipWhen(WhyAbsent is not null, WhyAbsent ?? "");

    /// <summary>Starts it with a frontend and exactly the lines that the splitter prints, words in capitals replaced.</summary>
    public async Task StartAsync(string printed, Func<string, string>? change = null)
    {
        foreach ((string name, HAProxyNode node) in Nodes) replacements[$"ADDRESS-OF-{name}"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{node.Port}");
        foreach ((string word, string value) in replacements) printed = printed.Replace(word, value, StringComparison.Ordinal);
        string own = $"defaults\n    mode http\n    timeout connect 5s\n    timeout client 60s\n    timeout server 60s\nfrontend users\n    bind 127.0.0.1:{Port}\n    default_backend kong\n";
        await File.WriteAllTextAsync(ConfigurationFile, (change ?? (text => text))(own + printed));
        await StartAsync();
    }

    /// <summary>Starts it with the configuration that it had.</summary>
    public async Task StartAsync(params string[] arguments)
    {
        ProcessStartInfo start = new(Executable, ["-db", "-f", ConfigurationFile, .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
        Process process = Process.Start(start)!;
        StringBuilder said = new();
        process.ErrorDataReceived += (_, line) => said.AppendLine(line.Data);
        process.OutputDataReceived += (_, line) => said.AppendLine(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        processes.Add(process);
        await Eventually.HoldsAsync(
            async () => process.HasExited ? throw new InvalidOperationException($"HAProxy ended: {said}") : (await TryAskAsync("show info"))?.Contains($"\nPid: {process.Id}\n", StringComparison.Ordinal) == true,
            "HAProxy answers on its socket");
    }

    /// <summary>Kills it at once, as a crash does.</summary>
    public async Task KillAsync()
    {
        foreach (Process process in processes)
        {
            if (!process.HasExited) process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
        processes.Clear();
    }

    /// <summary>A new process takes over from the old one, which finishes what it has: what a reload is.</summary>
    public Task ReloadAsync() => StartAsync("-sf", processes[^1].Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Makes it stop answering, without going away.</summary>
    public async Task FreezeAsync()
    {
        await SignalAsync("STOP");
        // Its threads stop one after the other; the last may still answer.
        await Eventually.HoldsAsync(
            () => Task.FromResult(Directory.EnumerateDirectories($"/proc/{processes[^1].Id}/task").All(thread => File.ReadAllText(thread + "/stat").Contains(") T ", StringComparison.Ordinal))),
            "every thread of HAProxy has stopped");
    }

    public Task UnfreezeAsync() => SignalAsync("CONT");

    /// <summary>A command of somebody else's.</summary>
    public async Task<string> AskAsync(string command) => await TryAskAsync(command) ?? throw new InvalidOperationException($"no answer to {command}");

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        foreach (HAProxyNode node in Nodes.Values) await node.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", processes[^1].Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private async Task<string?> TryAskAsync(string command)
    {
        try
        {
            using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket));
            await using NetworkStream stream = new(socket);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\n"));
            return await new StreamReader(stream).ReadToEndAsync();
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return null;
        }
    }
}
