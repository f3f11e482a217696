using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Kong.Upgrade.Simulation.Hosting;

/// <summary>The listeners of a node: proxy, Admin API, Status API, and the proxy once more with TLS if asked for.</summary>
internal sealed class NodeListeners : IDisposable
{
    private readonly NodeRuntime _runtime;
    private readonly Proxying.Proxy _proxy;
    private readonly List<NodeListener> _all = [];
    private long _open;
    private long _served;

    private NodeListeners(NodeRuntime runtime)
    {
        _runtime = runtime;
        _proxy = new(runtime.Version, runtime.Faults, runtime.Metrics, () => runtime.Configuration, new(runtime.Version, runtime.Options), runtime.Options.TimeProvider);
    }

    public NodeListener Proxy => _all[0];

    public NodeListener Admin => _all[1];

    public NodeListener Status => _all[2];

    public NodeListener? ProxyTls => _all.ElementAtOrDefault(3);

    public long Open => Interlocked.Read(ref _open);

    public long Served => Interlocked.Read(ref _served);

    public static async Task<NodeListeners> StartAsync(NodeRuntime runtime, CancellationToken cancellationToken)
    {
        NodeListeners listeners = new(runtime);
        try
        {
            NodeContext node = runtime.Describe(listeners.Addresses);
            AdminApi.AdminApi admin = new(node);
            StatusApi.StatusApi status = new(node);
            await listeners.AddAsync(runtime.Options.ProxyPort, listeners.CountAsync, cancellationToken).ConfigureAwait(false);
            await listeners.AddAsync(runtime.Options.AdminPort, c => listeners.ServeAsync(c, admin.HandleAsync), cancellationToken).ConfigureAwait(false);
            await listeners.AddAsync(runtime.Options.StatusPort, c => listeners.ServeAsync(c, status.HandleAsync), cancellationToken).ConfigureAwait(false);
            if (runtime.Options.ProxyTlsPort is { } port)
                await listeners.AddAsync(port, listeners.CountAsync, cancellationToken, new TlsListening(() => runtime.Configuration, runtime.Faults).Apply).ConfigureAwait(false);
            return listeners;
        }
        catch
        {
            listeners.Dispose();
            throw;
        }
    }

    public Task StopAsync(CancellationToken cut) => Task.WhenAll(_all.Select(l => l.StopAsync(cut)));

    public void AbortConnections() => _all.ForEach(l => l.AbortConnections());

    public void Dispose()
    {
        _all.ForEach(l => l.Dispose());
        _proxy.Dispose();
    }

    private ListenerAddresses Addresses() =>
        new(Proxy.Address.Authority, Admin.Address.Authority, Status.Address.Authority, ProxyTls?.Address.Authority);

    private async Task AddAsync(int port, RequestDelegate handler, CancellationToken cancellationToken, Action<ListenOptions>? shape = null) =>
        _all.Add(await NodeListener.StartAsync(port, _runtime.Counters, handler, cancellationToken, shape).ConfigureAwait(false));

    private async Task ServeAsync(HttpContext context, RequestDelegate handler)
    {
        _runtime.Counters.Request();
        try
        {
            await _runtime.Faults.PassAsync(context.RequestAborted).ConfigureAwait(false);
            await handler(context).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // The client, or the node itself in a crash, broke the connection; nobody is left to answer.
        }
    }

    private async Task CountAsync(HttpContext context)
    {
        Interlocked.Increment(ref _open);
        try
        {
            await ServeAsync(context, _proxy.HandleAsync).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
            Interlocked.Increment(ref _served);
        }
    }
}
