namespace Kong.Upgrade.Simulation;

/// <summary>How a simulated node is set up.</summary>
public sealed class SimulatedNodeOptions
{
    /// <summary>The version that the node plays. Recorded are 2.8.5, 3.4.2, 3.9.0 and 3.9.1.</summary>
    public required KongVersion Version { get; init; }

    /// <summary>The database, shared with other nodes.</summary>
    public required SimulatedDatabase Database { get; init; }

    /// <summary>The node's prefix as <c>GET /</c> shows it. The default is <c>/usr/local/kong</c>.</summary>
    public string Prefix { get; init; } = "/usr/local/kong";

    /// <summary>The port of the proxy listener; 0, the default, takes a free one.</summary>
    public int ProxyPort { get; init; }

    /// <summary>
    /// The port of the proxy listener with TLS, HTTP/2 by ALPN as well as HTTP/1.1; 0 takes a free one, and <see langword="null"/>,
    /// the default, leaves it out. Certificates come from the configuration's <c>snis</c>; a name without one, or one
    /// whose key cannot be used, gets the self-signed certificate that all nodes of the process share.
    /// </summary>
    public int? ProxyTlsPort { get; init; }

    /// <summary>The port of the Admin API; 0, the default, takes a free one.</summary>
    public int AdminPort { get; init; }

    /// <summary>The port of the Status API; 0, the default, takes a free one.</summary>
    public int StatusPort { get; init; }

    /// <summary>Values that <c>configuration</c> in <c>GET /</c> shows on top of, or instead of, those of a plain node, such as <c>pg_database</c>.
    /// <c>allow_debug_header</c> (<c>on</c> or <c>off</c>) is obeyed as well: whether <c>Kong-Debug</c> is answered. 2.8 to 3.1 always answer it, later versions only when it is on.</summary>
    public IReadOnlyDictionary<string, string> Configuration { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Where an address of the configuration (<c>host:port</c> of a service or target) really is; the default leaves it as
    /// it is. The upstream still sees the configured address as <c>Host</c>.
    /// </summary>
    public Func<string, string> Redirect { get; init; } = static address => address;

    /// <summary>The file that the node appends its error log to, in nginx's form; <see langword="null"/>, the default, keeps none.</summary>
    public string? ErrorLog { get; init; }

    /// <summary>How long after its listeners opened the node has its first router; not ready until then. The default is zero.</summary>
    public TimeSpan SlowStart { get; init; }

    /// <summary>The master's process id as <c>GET /</c> shows it; <see langword="null"/> where no process of its own stands behind the node.</summary>
    internal int? MasterPid { get; init; }

    /// <summary>How many workers <c>GET /</c> shows.</summary>
    internal int Workers { get; init; } = 1;

    /// <summary>The clock. The default is the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
