using Kong.Upgrade.Traffic;
using Kong.Upgrade.Traffic.Nginx;

namespace Kong.Upgrade.TestServers;

/// <summary>A real nginx with two blue and two green nodes behind it, configured as <see cref="NginxTrafficSplitter.ConfigurationToAdd"/> says.</summary>
public sealed class NginxBench : IAsyncDisposable
{
    private NginxBench(NginxOptions options, NginxServer server, NginxBackend[] blue, NginxBackend[] green) => (Options, Server, Blue, Green) = (options, server, blue, green);

    public NginxOptions Options { get; }

    public NginxServer Server { get; }

    public NginxBackend[] Blue { get; }

    public NginxBackend[] Green { get; }

    public LogLines Log { get; } = new();

    public static async Task<NginxBench> StartAsync(NginxMode mode, Action<NginxOptions>? change = null, string listen = "", bool prepare = true)
    {
        string? absent = WhyAbsent(mode);
        Assert.SkipWhen(absent is not null, absent ?? "");
        NginxServer server = new() { Listen = listen };
        NginxBackend[] blue = [new("blue-1"), new("blue-2")], green = [new("green-1"), new("green-2")];
        NginxOptions options = new()
        {
            IncludeFile = server.IncludeFile,
            Blue = [.. blue.Select(b => b.Address)],
            Green = [.. green.Select(g => g.Address)],
            Mode = mode,
            ConfigurationFile = server.ConfigurationFile,
            Prefix = server.Folder,
            ControlPort = server.ControlPort,
        };
        change?.Invoke(options);
        NginxBench bench = new(options, server, blue, green);
        bench.Write();
        if (!prepare) return bench;
        // The file has to be there before nginx can start with it.
        await Assert.ThrowsAsync<UpgradeServiceException>(() => bench.Splitter().PrepareAsync(TestContext.Current.CancellationToken));
        await server.StartAsync();
        (await bench.Splitter().PrepareAsync(TestContext.Current.CancellationToken)).Should().Be(TrafficShare.AllBlue);
        return bench;
    }

    public static string? WhyAbsent(NginxMode mode) => NginxServer.WhyAbsent(Modules(mode));

    public NginxTrafficSplitter Splitter() => new(Options, null, Log);

    /// <summary>Writes nginx.conf with the lines to add where they belong, and others beside them.</summary>
    public void Write(string more = "")
    {
        string[] lines = [.. Splitter().ConfigurationToAdd().Split('\n').Where(l => !l.StartsWith("load_module", StringComparison.Ordinal))];
        int server = Array.FindIndex(lines, l => l.StartsWith("# In every server", StringComparison.Ordinal));
        Server.Write($"{string.Join('\n', lines[..server])}\nserver {{\nlisten 127.0.0.1:{Server.Port}{Server.Listen};\n{string.Join('\n', lines[server..])}\n}}\n{more}", Modules(Options.Mode));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        foreach (NginxBackend backend in (NginxBackend[])[.. Blue, .. Green]) await backend.DisposeAsync();
    }

    private static string[] Modules(NginxMode mode) => mode switch { NginxMode.Njs => ["js"], NginxMode.Lua => ["lua"], _ => [] };
}
