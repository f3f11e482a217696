namespace Kong.Upgrade.Staging.Requests;

/// <summary>A request as it goes to a node's proxy port. Immutable.</summary>
public sealed record StagingRequest
{
    /// <summary>Path and query as they stand on the wire, beginning with <c>/</c>: nothing is normalised.</summary>
    public required string Path { get; init; }

    /// <summary>The method. The default value is <c>GET</c>.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>The <c>Host</c> header. The default value is <see langword="null"/>: the node's own address.</summary>
    public string? Host { get; init; }

    /// <summary>Other headers, in this order. Empty by default.</summary>
    public IReadOnlyList<StagingHeader> Headers { get; init; } = [];

    /// <summary>The body; empty by default.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The protocol. The default value is <see cref="StagingProtocol.Http11"/>.</summary>
    public StagingProtocol Protocol { get; init; }

    /// <summary>Whether it goes to the node's TLS port. The default value is <see langword="false"/>.</summary>
    public bool Tls { get; init; }

    /// <summary>The name asked for in the TLS handshake. The default value is <see langword="null"/>: the host's.</summary>
    public string? Sni { get; init; }

    /// <summary>Whether sending it again changes nothing by the rules of HTTP: GET, HEAD, OPTIONS and TRACE.</summary>
    public bool IsSafe => Method is "GET" or "HEAD" or "OPTIONS" or "TRACE";

    /// <summary>Method, path, host, and the names of arguments and headers; no values.</summary>
    /// <returns>Text for people, without secrets.</returns>
    public override string ToString() => RequestText.Of(this);
}
