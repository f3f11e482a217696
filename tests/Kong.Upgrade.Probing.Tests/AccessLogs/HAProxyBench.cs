using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic.HAProxy;

namespace Kong.Upgrade.Probing.Tests.AccessLogs;

/// <summary>A real HAProxy that has exactly the printed lines, and sends its log.</summary>
internal sealed class HAProxyBench : IAsyncDisposable
{
    private HAProxyBench(HAProxyOptions options, HAProxyInstance haproxy, HAProxyTrafficSplitter splitter) => (Options, HAProxy, Splitter) = (options, haproxy, splitter);

    public HAProxyOptions Options { get; }

    public HAProxyInstance HAProxy { get; }

    public HAProxyTrafficSplitter Splitter { get; }

    public IEnumerable<HAProxyNode> Green => HAProxy.Nodes.Values.Where(n => n.Name.StartsWith("green", StringComparison.Ordinal));

    public IEnumerable<HAProxyNode> Blue => HAProxy.Nodes.Values.Where(n => n.Name.StartsWith("blue", StringComparison.Ordinal));

    public static async Task<HAProxyBench> StartAsync(HAProxyMode mode, Action<HAProxyOptions>? change = null)
    {
        HAProxyInstance.SkipIfAbsent();
        HAProxyInstance haproxy = new();
        HAProxyOptions options = new() { Socket = haproxy.Socket, Backend = "kong", Blue = ["blue1", "blue2"], Green = ["green1", "green2"], Mode = mode, AnswerWithin = TimeSpan.FromSeconds(20), AccessLogPort = UdpPorts.Free() };
        if (mode is HAProxyMode.Map) options.MapFile = haproxy.MapFile;
        change?.Invoke(options);
        if (options.MapFile is { } map) await File.WriteAllTextAsync(map, "share 0\n");
        HAProxyTrafficSplitter splitter = new(options);
        await haproxy.StartAsync(splitter.ConfigurationToAdd(), LinesInTheirFrontend);
        return new(options, haproxy, splitter);
    }

    public ValueTask DisposeAsync() => HAProxy.DisposeAsync();

    /// <summary>What a person does with the lines for a frontend that is there already.</summary>
    private static string LinesInTheirFrontend(string text)
    {
        const string head = "frontend NAME-OF-FRONTEND\n", there = "frontend users\n";
        int start = text.IndexOf(head, StringComparison.Ordinal), end = text.IndexOf("\n\n", start, StringComparison.Ordinal);
        string lines = text[(start + head.Length)..(end + 1)];
        return text.Remove(start, end - start).Replace(there, there + lines, StringComparison.Ordinal);
    }
}
