using System.Net;
using System.Net.Sockets;
using System.Text;
using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Staging.Tests.Calling;

/// <summary>A server on a loopback socket that answers each request as the test says, well or badly.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly Func<string, NetworkStream, CancellationToken, Task> answer;
    private readonly Task serving;
    private int asked;

    /// <param name="answer">Is given the request's head.</param>
    public ScriptedServer(Func<string, NetworkStream, CancellationToken, Task> answer)
    {
        this.answer = answer;
        listener.Start();
        serving = ServeAsync();
    }

    /// <param name="response">Written as it stands; then the connection is closed.</param>
    public ScriptedServer(string response)
        : this((_, stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes(response.ReplaceLineEndings("\r\n")), token).AsTask())
    {
    }

    public int Asked => Volatile.Read(ref asked);

    public Uri Address => new($"http://{listener.LocalEndpoint}/");

    public ClusterNode Node(string name = "green-1", string version = "3.9.1") => new() { Name = name, Version = KongVersion.Parse(version), Proxy = Address };

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await serving;
        end.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> open = [];
        try
        {
            while (true) open.Add(OneAsync(await listener.AcceptTcpClientAsync(end.Token)));
        }
        catch (Exception closed) when (closed is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task OneAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                if (await HeadAsync(stream) is not { } head) return;
                Interlocked.Increment(ref asked);
                await answer(head, stream, end.Token);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private async Task<string?> HeadAsync(NetworkStream stream)
    {
        byte[] buffer = new byte[16 * 1024];
        int length = 0;
        while (!Encoding.Latin1.GetString(buffer, 0, length).Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            int read = await stream.ReadAsync(buffer.AsMemory(length), end.Token);
            if (read == 0) return null;
            length += read;
        }
        return Encoding.Latin1.GetString(buffer, 0, length);
    }
}
