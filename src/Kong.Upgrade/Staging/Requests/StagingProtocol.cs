namespace Kong.Upgrade.Staging.Requests;

/// <summary>How a staging request is sent.</summary>
public enum StagingProtocol
{
    /// <summary>HTTP/1.1.</summary>
    Http11 = 0,

    /// <summary>HTTP/2 and nothing less: over TLS, or in the clear to a listener that has <c>http2</c>.</summary>
    Http2,

    /// <summary>A gRPC health check over HTTP/2 (<c>grpc.health.v1.Health/Check</c>); the request's body is made, and SERVING is what passes.</summary>
    GrpcHealth,

    /// <summary>An HTTP/1.1 request that asks for a WebSocket. Nothing is sent through it; it is closed at once.</summary>
    WebSocket,
}
