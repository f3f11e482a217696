using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic;
using Kong.Upgrade.Traffic.HAProxy;
using Kong.Upgrade.Traffic.Nginx;

namespace Kong.Upgrade.Benchmarks.Balancers;

/// <summary>A real balancer of the benchmark's own, configured as its splitter says, with one blue and one green node.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    private readonly PrivateProcess process = new();

    private Balancer(ITrafficSplitter? splitter = null) => Splitter = splitter!;

    public ITrafficSplitter Splitter { get; private set; }

    /// <summary>Reads the access log, if the balancer was started to send one.</summary>
    public IMetricsProbe? Probe { get; private set; }

    public int Port { get; } = PrivateProcess.FreePort();

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    public static async Task<Balancer> HAProxyAsync(HAProxyMode mode, int blue, int green, bool shield, bool isLogged = false)
    {
        Balancer balancer = new();
        HAProxyOptions options = new() { Socket = balancer.process.At("admin.sock"), Backend = "kong", Blue = ["blue"], Green = ["green"], Mode = mode, Shield = shield, AccessLogPort = isLogged ? PrivateProcess.FreePort() : null };
        if (mode is HAProxyMode.Map) await File.WriteAllTextAsync(options.MapFile = balancer.process.At("share.map"), "share 0\n");
        HAProxyTrafficSplitter splitter = new(options);
        // The log's lines are for the frontend that is there already.
        string text = splitter.ConfigurationToAdd(), head = "frontend NAME-OF-FRONTEND\n";
        int begin = text.IndexOf(head, StringComparison.Ordinal), end = begin < 0 ? -1 : text.IndexOf("\n\n", begin, StringComparison.Ordinal);
        string log = begin < 0 ? "" : text[(begin + head.Length)..end];
        string added = (begin < 0 ? text : text[..begin] + text[end..]).Replace("ADDRESS-OF-blue", $"127.0.0.1:{blue}", StringComparison.Ordinal).Replace("ADDRESS-OF-green", $"127.0.0.1:{green}", StringComparison.Ordinal);
        await File.WriteAllTextAsync(balancer.process.At("haproxy.cfg"), $"""
            defaults
                mode http
                timeout connect 5s
                timeout client 60s
                timeout server 60s
            frontend users
                bind 127.0.0.1:{balancer.Port}
                default_backend kong
            {log}
            {added}

            """);
        await balancer.process.StartAsync(balancer.Port, BalancerKind.HAProxyExecutable, "-db", "-f", balancer.process.At("haproxy.cfg"));
        balancer.Splitter = splitter;
        if (isLogged) balancer.Probe = AccessLogProbe.OfHAProxy(options);
        return balancer;
    }

    public static Task<Balancer> NginxAsync(NginxMode mode, int blue, int green, bool shield) => NginxAsync(mode, [blue], [green], shield, isLogged: false);

    public static async Task<Balancer> NginxAsync(NginxMode mode, int[] blue, int[] green, bool shield, bool isLogged)
    {
        Balancer balancer = new();
        NginxOptions options = new()
        {
            IncludeFile = balancer.process.At("split.conf"),
            Blue = [.. blue.Select(p => $"127.0.0.1:{p}")],
            Green = [.. green.Select(p => $"127.0.0.1:{p}")],
            Mode = mode,
            Shield = shield,
            Executable = PrivateNginx.Executable,
            ConfigurationFile = PrivateNginx.ConfigurationOf(balancer.process),
            Prefix = balancer.process.Folder.FullName,
            ControlPort = PrivateProcess.FreePort(),
            AccessLogPort = isLogged ? PrivateProcess.FreePort() : null,
        };
        NginxTrafficSplitter splitter = new(options);
        balancer.Write(splitter.ConfigurationToAdd(), mode);
        await WriteIncludeAsync(splitter);
        await PrivateNginx.StartAsync(balancer.process, balancer.Port);
        await splitter.PrepareAsync(CancellationToken.None);
        balancer.Splitter = splitter;
        if (isLogged) balancer.Probe = new AccessLogProbe(options);
        return balancer;
    }

    public ValueTask DisposeAsync()
    {
        (Probe as IDisposable)?.Dispose();
        return process.DisposeAsync();
    }

    /// <summary>nginx.conf with the lines to add where they belong.</summary>
    private void Write(string added, NginxMode mode)
    {
        string[] lines = [.. added.Split('\n').Where(l => !l.StartsWith("load_module", StringComparison.Ordinal))];
        int server = Array.FindIndex(lines, l => l.StartsWith("# In every server", StringComparison.Ordinal));
        string modules = string.Concat(BalancerKind.Modules(mode).Select(m => $"load_module {PrivateNginx.Modules}{m};\n"));
        PrivateNginx.Write(process, workers: 2, $"{string.Join('\n', lines[..server])}\nserver {{\nlisten 127.0.0.1:{Port} backlog=4096;\n{string.Join('\n', lines[server..])}\n}}", modules);
    }

    // The file has to be there before nginx can start with it; that nginx does not run yet is then said, and known.
    private static async Task WriteIncludeAsync(NginxTrafficSplitter splitter)
    {
        try
        {
            await splitter.PrepareAsync(CancellationToken.None);
        }
        catch (UpgradeServiceException)
        {
            // As said.
        }
    }
}
