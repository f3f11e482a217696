using System.Buffers.Binary;
using System.Net;
using Kong.Upgrade.Clusters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Staging.Tests.Calling;

/// <summary>A gRPC service behind a node, over HTTP/2 in the clear: it says of its health what the test says.</summary>
internal sealed class GrpcServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private GrpcServer(WebApplication application) => this.application = application;

    /// <summary>What was last asked: path, <c>TE</c> header and body.</summary>
    public (string Path, string? Te, byte[] Body) Asked { get; private set; }

    /// <param name="health">The enumeration's value: 1 is SERVING, 2 is NOT_SERVING; <see langword="null"/> for no message at all.</param>
    /// <param name="status">The gRPC status.</param>
    public static async Task<GrpcServer> StartAsync(byte? health, int status = 0)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        GrpcServer server = new(builder.Build());
        server.application.Run(context => server.AnswerAsync(context, health, status));
        await server.application.StartAsync();
        return server;
    }

    public ClusterNode Node(string name, string version) => new() { Name = name, Version = KongVersion.Parse(version), Proxy = new(application.Urls.First()) };

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, byte? health, int status)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        Asked = (context.Request.Path, context.Request.Headers.TE, body.ToArray());
        context.Response.ContentType = "application/grpc";
        // Without a message the status stands in the head, else in a trailer.
        if (health is null) context.Response.Headers["grpc-status"] = status.ToString(System.Globalization.CultureInfo.InvariantCulture);
        else
        {
            byte[] message = [0, 0, 0, 0, 0, 0x08, health.Value];
            BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), 2);
            await context.Response.Body.WriteAsync(message);
            context.Response.AppendTrailer("grpc-status", status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
