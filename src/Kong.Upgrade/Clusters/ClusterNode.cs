namespace Kong.Upgrade.Clusters;

/// <summary>One running node of Kong. Immutable.</summary>
public sealed class ClusterNode
{
    /// <summary>A name that a person recognises, such as a host name.</summary>
    public required string Name { get; init; }

    /// <summary>The version that the node itself reports (<c>GET /</c>, kong-facts 3.1).</summary>
    public required KongVersion Version { get; init; }

    /// <summary>Where it takes user traffic; <see langword="null"/> when not known.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Its Admin API; <see langword="null"/> when it has none.</summary>
    public Uri? Admin { get; init; }

    /// <summary>Where it takes user traffic over TLS; <see langword="null"/> when it does not, or that is not known.</summary>
    public Uri? ProxyTls { get; init; }

    /// <summary>Its Status API; <see langword="null"/> when it has none.</summary>
    public Uri? Status { get; init; }

    /// <summary>Its error log, a file of this host; <see langword="null"/> when it is elsewhere.</summary>
    public string? ErrorLog { get; init; }
}
