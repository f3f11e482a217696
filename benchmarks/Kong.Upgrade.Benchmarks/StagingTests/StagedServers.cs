using System.Globalization;
using Kong.Upgrade.Benchmarks.Balancers;

namespace Kong.Upgrade.Benchmarks.StagingTests;

/// <summary>Two nginx servers that stand for a node of blue and one of green, and a bare client of theirs.</summary>
internal sealed class StagedServers : IAsyncDisposable
{
    private const long Large = 100_000_000;

    private readonly List<PrivateProcess> processes = [];

    private StagedServers()
    {
    }

    public required Uri Blue { get; init; }

    public required Uri Green { get; init; }

    public static async Task<StagedServers> StartAsync()
    {
        (int blue, int green) = (PrivateProcess.FreePort(), PrivateProcess.FreePort());
        StagedServers servers = new() { Blue = Address(blue), Green = Address(green) };
        await servers.StartAsync(blue);
        await servers.StartAsync(green);
        return servers;
    }

    /// <summary>Sends requests and reads the answers, as fast as a client can that compares nothing.</summary>
    public async Task AskAsync(int count, int atOnce)
    {
        using HttpClient client = new(new SocketsHttpHandler { MaxConnectionsPerServer = atOnce, UseProxy = false, UseCookies = false });
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (i, token) =>
            await client.GetByteArrayAsync(new Uri(i % 3 == 0 ? Green : Blue, string.Create(CultureInfo.InvariantCulture, $"/small/{i}")), token));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (PrivateProcess process in processes) await process.DisposeAsync();
    }

    private async Task StartAsync(int port)
    {
        PrivateProcess process = new();
        processes.Add(process);
        await using (FileStream file = File.Create(process.At("large"))) file.SetLength(Large);
        PrivateNginx.Write(process, 1, $$"""
            server {
                listen 127.0.0.1:{{port}};
                keepalive_requests 1000000;
                location /small/ {
                    default_type application/json;
                    add_header X-Kong-Upstream-Latency 1;
                    return 200 '{"id":"$request_id","at":"$msec","method":"$request_method","path":"$uri","host":"$host","items":[{"n":1,"name":"one","price":12.5},{"n":2,"name":"two","price":7}],"nested":{"a":{"b":{"c":true} } },"text":"a text that is the same each time and has some length, as texts have"}';
                }
                location /large/ { root {{process.Folder.FullName}}; rewrite ^ /large break; }
            }
            """);
        await PrivateNginx.StartAsync(process, port);
    }

    private static Uri Address(int port) => new($"http://127.0.0.1:{port}/");
}
