using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kong.Upgrade.LocalUpgrade.Tests.Whole;

/// <summary>The way from the balancer to a node: carries requests on, and answers 500 in the node's place as soon as it is told to.</summary>
internal sealed class FaultyWay : IAsyncDisposable
{
    private static readonly byte[] broken = Encoding.ASCII.GetBytes("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 6\r\nConnection: close\r\n\r\nbroken");

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly int node;
    private readonly Task accepting;
    private volatile bool isBroken;

    public FaultyWay(int node)
    {
        this.node = node;
        listener.Start(256);
        accepting = AcceptAsync();
    }

    public string Address => listener.LocalEndpoint.ToString()!;

    public bool IsBroken { get => isBroken; set => isBroken = value; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _ = CarryAsync(await listener.AcceptTcpClientAsync(stop.Token));
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using TcpClient onward = new() { NoDelay = true };
        try
        {
            client.NoDelay = true;
            if (!IsBroken) await onward.ConnectAsync(IPAddress.Loopback, node, stop.Token);
            Task back = onward.Connected ? onward.GetStream().CopyToAsync(client.GetStream(), stop.Token) : Task.Delay(Timeout.Infinite, stop.Token);
            await Task.WhenAny(back, ForthAsync(client.GetStream(), onward));
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One of both went away.
        }
        finally
        {
            client.Dispose();
        }
    }

    /// <summary>Requests of tests are small: each comes in one piece.</summary>
    private async Task ForthAsync(NetworkStream from, TcpClient onward)
    {
        byte[] buffer = new byte[16 * 1024];
        for (int read; (read = await from.ReadAsync(buffer, stop.Token)) > 0;)
        {
            if (IsBroken)
            {
                await from.WriteAsync(broken, stop.Token);
                return;
            }
            await onward.GetStream().WriteAsync(buffer.AsMemory(0, read), stop.Token);
        }
    }
}
