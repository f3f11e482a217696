using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kong.Upgrade.TestServers;

/// <summary>A node behind a balancer that answers with its name, or fails as it is told to.</summary>
public sealed class HAProxyNode : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<string, long> asked = new();
    private readonly ConcurrentDictionary<int, Socket> open = new();
    private int connections;

    public HAProxyNode(string name)
    {
        Name = name;
        listener.Start(512);
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public string Name { get; }

    public int Port { get; }

    /// <summary>The status of its answers; 0 closes the connection instead of an answer.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Requests that came, by method.</summary>
    public long Asked(string method) => asked.GetValueOrDefault(method);

    public void Forget() => asked.Clear();

    /// <summary>Refuses connections from now on; may be called twice.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        foreach (Socket socket in open.Values) socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await listener.AcceptSocketAsync(stop.Token));
            }
            catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        int number = Interlocked.Increment(ref connections);
        open[number] = socket;
        try
        {
            socket.NoDelay = true;
            await using NetworkStream stream = new(socket, ownsSocket: true);
            using StreamReader reader = new(stream, Encoding.ASCII);
            while (await RequestAsync(reader) is { } method)
            {
                asked.AddOrUpdate(method, 1, (_, count) => count + 1);
                if (Status == 0) return;
                string body = method == "HEAD" ? "" : Name;
                await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} Said\r\nContent-Length: {Name.Length}\r\n\r\n{body}")));
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or SocketException)
        {
            // The balancer or the test went away.
        }
        finally
        {
            open.TryRemove(number, out _);
        }
    }

    // The method, once the whole request has come; null at the end.
    private static async Task<string?> RequestAsync(StreamReader reader)
    {
        if (await reader.ReadLineAsync() is not { Length: > 0 } first) return null;
        int length = 0;
        while (await reader.ReadLineAsync() is { Length: > 0 } header)
            if (header.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase)) length = int.Parse(header.AsSpan(15), CultureInfo.InvariantCulture);
        // Reading nothing would wait for the next request.
        if (length > 0) await reader.ReadBlockAsync(new char[length]);
        return first.Split(' ')[0];
    }
}
