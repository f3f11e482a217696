using Kong.Upgrade.Simulation.Plugins;
using Microsoft.AspNetCore.Http;

namespace Kong.Upgrade.Simulation.Proxying;

/// <summary>What Kong answers to a request that does not suit a route for gRPC.</summary>
internal static class GrpcRules
{
    private static readonly Answer NotHttp2 = new(426, "Please use HTTP2 protocol") { Headers = [new("Connection", "Upgrade"), new("Upgrade", "HTTP/2")] };
    private static readonly Answer NotGrpc = new(415, "Non-gRPC request matched gRPC route");

    private static readonly Answer NotTls = new(200)
    {
        Body = ("", "application/grpc"),
        Headers = [new("grpc-status", "1"), new("grpc-message", "gRPC request matched gRPCs route")],
    };

    public static Answer? Check(ProxyExchange exchange, IReadOnlySet<string> protocols)
    {
        HttpRequest request = exchange.Request;
        if (!protocols.Contains("grpc") && !protocols.Contains("grpcs"))
            return null;
        if (request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) != true)
            return NotGrpc;
        if (!HttpProtocol.IsHttp2(request.Protocol))
            return NotHttp2;
        return protocols.Contains("grpc") || request.IsHttps ? null : NotTls;
    }
}
