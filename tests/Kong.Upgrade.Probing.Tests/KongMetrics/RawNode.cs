using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kong.Upgrade.Probing.Tests;

/// <summary>A listener that answers each connection with the bytes it was told to, right or wrong, and then closes it.</summary>
internal sealed class RawNode : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly List<Task> serving = [];
    private readonly Task accepting;

    public RawNode()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));

    /// <summary>The whole answer; empty closes the connection, <see langword="null"/> never answers.</summary>
    public byte[]? Answer { get; set; } = [];

    public static byte[] Ok(string body, int? length = null, string headers = "") =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=UTF-8\r\n{headers}Content-Length: {length ?? Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}"));

    public void Serves(string body) => Answer = Ok(body);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Dispose();
        await Task.WhenAll([accepting, .. serving]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true) serving.Add(ServeAsync(await listener.AcceptTcpClientAsync(ending.Token)));
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            using StreamReader request = new(client.GetStream(), leaveOpen: true);
            while (await request.ReadLineAsync(ending.Token) is { Length: > 0 }) continue;
            if (Answer is not { } answer) await Task.Delay(Timeout.Infinite, ending.Token);
            else await client.GetStream().WriteAsync(answer, ending.Token);
        }
    }
}
