using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kong.Upgrade.TestServers;

/// <summary>What stands behind a balancer in place of a Kong node: answers each request with its name, or as it is told to.</summary>
public sealed class NginxBackend : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<string, long> requests = new();
    private readonly Task accepting;
    private volatile int status = 200;

    public NginxBackend(string name)
    {
        Name = name;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    public string Name { get; }

    public int Port { get; }

    /// <summary>As a balancer names it.</summary>
    public string Address => $"127.0.0.1:{Port}";

    /// <summary>What it answers; 0 closes the connection instead.</summary>
    public int Status { get => status; set => status = value; }

    /// <summary>Answers wait until this has come about.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Requests so far, of the given method or of all.</summary>
    public long Requests(string? method = null) => method is null ? requests.Values.Sum() : requests.GetValueOrDefault(method);

    /// <summary>It is gone: connections are refused.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stop.IsCancellationRequested) return;
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token));
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // Stopped.
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            try
            {
                byte[] buffer = new byte[64 * 1024];
                NetworkStream stream = client.GetStream();
                while (await AnswerAsync(stream, buffer))
                {
                }
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The other side went away, or the test ended.
            }
        }
    }

    private async Task<bool> AnswerAsync(NetworkStream stream, byte[] buffer)
    {
        int filled = 0, end;
        while ((end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(filled), stop.Token);
            if (read == 0) return false;
            filled += read;
        }
        string head = Encoding.ASCII.GetString(buffer, 0, end);
        int rest = LengthOf(head) - (filled - end - 4);
        while (rest > 0) rest -= await stream.ReadAsync(buffer.AsMemory(), stop.Token);
        requests.AddOrUpdate(head[..head.IndexOf(' ', StringComparison.Ordinal)], 1, (_, count) => count + 1);
        await Gate.WaitAsync(stop.Token);
        if (Status == 0) return false;
        string body = head.StartsWith("HEAD ", StringComparison.Ordinal) ? "" : Name;
        bool isOld = head.Contains("HTTP/1.0", StringComparison.Ordinal) || head.Contains("Connection: close", StringComparison.OrdinalIgnoreCase);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {Status} X\r\nContent-Type: text/plain\r\nContent-Length: {Name.Length}\r\n{(isOld ? "Connection: close\r\n" : "")}\r\n{body}"), stop.Token);
        return !isOld;
    }

    private static int LengthOf(string head)
    {
        foreach (string line in head.Split("\r\n"))
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) return int.Parse(line.AsSpan(15), System.Globalization.CultureInfo.InvariantCulture);
        return 0;
    }
}
