namespace Kong.Upgrade.Simulation.Hosting;

/// <summary>Host and port of each listener of a node; the proxy with TLS may be absent.</summary>
internal sealed record ListenerAddresses(string Proxy, string Admin, string Status, string? ProxyTls);
