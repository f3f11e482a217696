using Kong.Upgrade.Simulation.Hosting;

namespace Kong.Upgrade.Simulation;

/// <summary>
/// A Kong node on loopback sockets: a proxy that forwards to real upstreams, an Admin API and a Status API, behaving as
/// real Kong of that version was recorded to behave.
/// </summary>
/// <remarks>Safe for use by any number of threads. Of the plugins key-auth, basic-auth, jwt, hmac-auth, oauth2
/// (client credentials), acl, ip-restriction, rate-limiting, request-transformer and response-transformer (not their bodies),
/// request-termination, cors, correlation-id and prometheus behave; others are accepted and listed, and do nothing.</remarks>
public sealed class SimulatedKongNode : IAsyncDisposable
{
    private readonly NodeRuntime _runtime;
    private readonly NodeListeners _listeners;
    private readonly Lock _gate = new();
    private Task? _ending;

    private SimulatedKongNode(NodeRuntime runtime, NodeListeners listeners)
    {
        (_runtime, _listeners) = (runtime, listeners);
        Faults.Crashing += Crash;
    }

    /// <summary>Where clients send their requests.</summary>
    public Uri Proxy => _listeners.Proxy.Address;

    /// <summary>Where clients send their requests over TLS; <see langword="null"/> unless <see cref="SimulatedNodeOptions.ProxyTlsPort"/> is set.</summary>
    public Uri? ProxyTls => _listeners.ProxyTls?.Address;

    /// <summary>The Admin API.</summary>
    public Uri Admin => _listeners.Admin.Address;

    /// <summary>The Status API.</summary>
    public Uri Status => _listeners.Status.Address;

    /// <summary>The version that the node plays.</summary>
    public KongVersion Version => _runtime.Options.Version;

    /// <summary>The node's id, new with every start.</summary>
    public Guid NodeId => _runtime.NodeId;

    /// <summary>The node's prefix.</summary>
    public string Prefix => _runtime.Options.Prefix;

    /// <summary>What is wrong with the node; nothing at first.</summary>
    public SimulatedFaults Faults => _runtime.Faults;

    /// <summary>How many requests came to the proxy and are done.</summary>
    public long RequestsServed => _listeners.Served;

    /// <summary>How many requests the proxy is working on.</summary>
    public long OpenRequests => _listeners.Open;

    /// <summary>Whether the node has neither been stopped nor crashed, nor begun to quit.</summary>
    public bool IsRunning
    {
        get
        {
            lock (_gate)
                return _ending is null;
        }
    }

    /// <summary>Starts a node.</summary>
    /// <param name="options">Version, database, ports.</param>
    /// <param name="cancellationToken">Ends starting.</param>
    /// <returns>The node; its listeners are open.</returns>
    /// <exception cref="InvalidOperationException">The database cannot be reached; real Kong refuses to start then.</exception>
    /// <exception cref="IOException">A port is taken.</exception>
    public static async Task<SimulatedKongNode> StartAsync(SimulatedNodeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        NodeRuntime runtime = new(options);
        try
        {
            runtime.LoadFirst();
            NodeListeners listeners = await NodeListeners.StartAsync(runtime, cancellationToken).ConfigureAwait(false);
            return new(runtime, listeners);
        }
        catch
        {
            runtime.Dispose();
            throw;
        }
    }

    /// <summary>Reads the configuration from the database anew, as <c>kong reload</c> does. Requests go on meanwhile, counters stay.</summary>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <returns>A task that ends when the node serves by the new configuration.</returns>
    /// <exception cref="InvalidOperationException">The node has ended, or the database cannot be reached; the old configuration stays.</exception>
    public Task ReloadAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!IsRunning)
            throw new InvalidOperationException($"The simulated node {NodeId} in {Prefix} is not running and cannot be reloaded; start another.");
        _runtime.Reload();
        return Task.CompletedTask;
    }

    /// <summary>Ends the node gracefully, as <c>kong quit</c> does: no new connections, running requests end by themselves.</summary>
    /// <param name="cancellationToken">When it fires, the requests that still run are cut, as after <c>kong quit -t</c>.</param>
    /// <returns>A task that ends when the node has.</returns>
    public Task QuitAsync(CancellationToken cancellationToken = default) => EndAsync(cancellationToken);

    /// <summary>Ends the node at once, as <c>kong stop</c> does: running requests are cut.</summary>
    /// <param name="cancellationToken">Not needed: stopping does not wait for anybody.</param>
    /// <returns>A task that ends when the node has.</returns>
    public Task StopAsync(CancellationToken cancellationToken = default)
    {
        Faults.Crash();
        return EndAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        Faults.Crashing -= Crash;
        _listeners.Dispose();
        _runtime.Dispose();
    }

    private void Crash()
    {
        _listeners.AbortConnections();
        _ = EndAsync(new CancellationToken(canceled: true));
        // Once more: a connection may have slipped in before the socket closed.
        _listeners.AbortConnections();
    }

    /// <summary>However often and in whatever way it is asked to, a node ends once.</summary>
    private Task EndAsync(CancellationToken cut)
    {
        lock (_gate)
            return _ending ??= _listeners.StopAsync(cut);
    }
}
