using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Kong.Upgrade.Simulation.Hosting;

/// <summary>Answers `grpc.health.v1.Health/Check`: SERVING, or NOT_SERVING; any other call is unimplemented.</summary>
internal static class GrpcHealth
{
    private const string Unimplemented = "12";

    // HTTP/2 from the first byte, without TLS.
    public static void Apply(ListenOptions listen) => listen.Protocols = HttpProtocols.Http2;

    public static async Task AnswerAsync(HttpContext context, bool serving)
    {
        context.Response.ContentType = "application/grpc";
        if (!context.Request.Path.Value!.EndsWith("/grpc.health.v1.Health/Check", StringComparison.Ordinal))
        {
            context.Response.Headers["grpc-status"] = Unimplemented;
            return;
        }
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted).ConfigureAwait(false);
        // One message: not compressed, two bytes long, field 1 is the status.
        byte[] message = [0, 0, 0, 0, 2, 0x08, serving ? (byte)1 : (byte)2];
        await context.Response.Body.WriteAsync(message, context.RequestAborted).ConfigureAwait(false);
        context.Response.AppendTrailer("grpc-status", "0");
    }
}
