using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Kong.Upgrade.Simulation.Hosting;

/// <summary>One listener on a loopback socket, HTTP/1.1 unless told otherwise: a bare Kestrel, without host and pipeline.</summary>
internal sealed class NodeListener : IDisposable
{
    private readonly KestrelServer _server;
    private readonly ConcurrentDictionary<ConnectionContext, byte> _connections = new();
    private readonly ListenerCounters _counters;

    private NodeListener(int port, ListenerCounters counters, Action<ListenOptions>? shape)
    {
        _counters = counters;
        KestrelServerOptions options = new() { AddServerHeader = false, ApplicationServices = shape is null ? null! : KestrelServices.Provider };
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection => TrackAsync(next, connection));
            shape?.Invoke(listen);
        });
        _server = new(Options.Create(options), new SocketTransportFactory(
            Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance), NullLoggerFactory.Instance);
    }

    public Uri Address => new(_server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    public static async Task<NodeListener> StartAsync(
        int port, ListenerCounters counters, RequestDelegate handler, CancellationToken cancellationToken, Action<ListenOptions>? shape = null)
    {
        NodeListener listener = new(port, counters, shape);
        await listener._server.StartAsync(new Application(handler), cancellationToken).ConfigureAwait(false);
        return listener;
    }

    /// <summary>Stops accepting at once and lets running requests end; when the token fires, cuts them.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _server.StopAsync(cancellationToken);

    /// <summary>Cuts all connections, also those in the middle of a request.</summary>
    public void AbortConnections()
    {
        foreach (ConnectionContext connection in _connections.Keys)
            connection.Abort(new ConnectionAbortedException("The simulated node crashed."));
    }

    public void Dispose() => _server.Dispose();

    private async Task TrackAsync(ConnectionDelegate next, ConnectionContext connection)
    {
        _connections.TryAdd(connection, 0);
        _counters.ConnectionOpened();
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            _connections.TryRemove(connection, out _);
            _counters.ConnectionClosed();
        }
    }
}
