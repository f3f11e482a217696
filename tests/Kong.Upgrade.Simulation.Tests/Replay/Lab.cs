using System.Net;
using System.Net.Sockets;

namespace Kong.Upgrade.Simulation.Tests.Replay;

/// <summary>The laboratory of the recordings, rebuilt: backends "one" and "two", two addresses where nobody listens, and nodes.</summary>
internal sealed class Lab : IAsyncDisposable
{
    private readonly List<SimulatedKongNode> _nodes = [];
    private readonly Socket _closed = Closed();

    private Lab(SimulatedUpstream one, SimulatedUpstream two) => (One, Two) = (one, two);

    public SimulatedUpstream One { get; }

    public SimulatedUpstream Two { get; }

    public HttpClient Client { get; } = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectCallback = ConnectAsync,
#pragma warning disable CA5359 // It is self-signed.
        SslOptions = new() { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
#pragma warning restore CA5359
    });

    public static async Task<Lab> StartAsync() => new(
        await SimulatedUpstream.StartAsync("one", cancellationToken: Token), await SimulatedUpstream.StartAsync("two", cancellationToken: Token));

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<SimulatedKongNode> NodeAsync(string version, SimulatedDatabase database, Func<SimulatedNodeOptions, SimulatedNodeOptions>? adapt = null)
    {
        SimulatedNodeOptions options = Options(version, database);
        SimulatedKongNode node = await SimulatedKongNode.StartAsync(adapt?.Invoke(options) ?? options, Token);
        _nodes.Add(node);
        return node;
    }

    public SimulatedNodeOptions Options(string version, SimulatedDatabase database, TimeProvider? time = null, TimeSpan slowStart = default) => new()
    {
        Version = KongVersion.Parse(version),
        Database = database,
        Redirect = Redirect,
        TimeProvider = time ?? TimeProvider.System,
        SlowStart = slowStart,
        ProxyTlsPort = 0,
    };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (SimulatedKongNode node in _nodes)
            await node.DisposeAsync();
        await One.DisposeAsync();
        await Two.DisposeAsync();
        _closed.Dispose();
    }

    private string Redirect(string address) => address switch
    {
        "127.0.0.1:19991" => One.Address.Authority,
        "127.0.0.1:19992" => Two.Address.Authority,
        _ => _closed.LocalEndPoint!.ToString()!,
    };

    /// <summary>Whatever the name, it is on this machine.</summary>
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    // Bound, so that nobody else comes to listen there, and not listening.
    private static Socket Closed()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
