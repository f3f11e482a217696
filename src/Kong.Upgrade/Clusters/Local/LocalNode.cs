namespace Kong.Upgrade.Clusters.Local;

/// <summary>One node of Kong on this host: which <c>kong</c>, with what configuration, in which prefix. Immutable.</summary>
public sealed class LocalNode
{
    /// <summary>A name that a person recognises.</summary>
    public required string Name { get; init; }

    /// <summary>The node's <c>kong</c>, its <c>kong.conf</c> and its environment.</summary>
    public required KongCommand Kong { get; init; }

    /// <summary>The node's own prefix, an absolute path; never shared between nodes or versions (kong-facts 11.15).</summary>
    public required string Prefix { get; init; }

    /// <summary>Where it takes user traffic. By default <see langword="null"/>: the first plain-text address of its <c>proxy_listen</c>.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Its Admin API. By default <see langword="null"/>: the first plain-text address of its <c>admin_listen</c>.</summary>
    public Uri? Admin { get; init; }

    /// <summary>Its Status API. By default <see langword="null"/>: the first plain-text address of its <c>status_listen</c>, if there is one.</summary>
    public Uri? Status { get; init; }
}
