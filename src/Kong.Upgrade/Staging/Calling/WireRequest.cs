using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Calling;

/// <summary>A staging request as .NET sends it: the path byte for byte, the headers in their order.</summary>
internal static class WireRequest
{
    private const string HealthPath = "/grpc.health.v1.Health/Check";

    private static readonly UriCreationOptions asWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <param name="request">The request.</param>
    /// <param name="address">Where the node takes it.</param>
    /// <param name="options">Whether the route is asked for.</param>
    /// <param name="secrets">Is given the values of headers and arguments, which nobody may see.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>The message, to be disposed.</returns>
    public static async Task<HttpRequestMessage> OfAsync(StagingRequest request, Uri address, StagingOptions options, List<string> secrets, CancellationToken cancellationToken)
    {
        bool isGrpc = request.Protocol is StagingProtocol.GrpcHealth, isHttp2 = isGrpc || request.Protocol is StagingProtocol.Http2;
        HttpRequestMessage message = new(new HttpMethod(isGrpc ? "POST" : request.Method), Target(request, address, isGrpc))
        {
            Version = isHttp2 ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        message.Headers.Host = request.Host ?? address.Authority;
        if (isGrpc) message.Content = Grpc(request.Body);
        // .NET sends a request without content again by itself where a connection breaks, whatever its method.
        else if (!request.Body.IsEmpty || !request.IsSafe) message.Content = new ReadOnlyMemoryContent(request.Body);
        if (isGrpc) message.Headers.TE.Add(new("trailers"));
        if (request.Protocol is StagingProtocol.WebSocket) AskForWebSocket(message.Headers);
        if (options.AsksForRoute) message.Headers.TryAddWithoutValidation("Kong-Debug", "1");
        foreach (StagingHeader header in request.Headers)
        {
            string value = await header.Value.ReadAsync(cancellationToken).ConfigureAwait(false);
            Hide(value, secrets);
            if (!message.Headers.TryAddWithoutValidation(header.Name, value)) (message.Content ??= new ReadOnlyMemoryContent(default)).Headers.TryAddWithoutValidation(header.Name, value);
        }
        foreach (string argument in Query(request.Path)) HideArgument(argument[(argument.IndexOf('=', StringComparison.Ordinal) + 1)..], secrets);
        return message;
    }

    // Short values would be found in every text, and are no secrets.
    private static void Hide(string value, List<string> secrets)
    {
        if (value.Length >= 4) secrets.Add(value);
        // A scheme before a token is no secret, and services echo the token without it.
        if (value.LastIndexOf(' ') is var space and > 0 && value.Length - space > 8) secrets.Add(value[(space + 1)..]);
    }

    // A service may echo an argument as it came, or decoded.
    private static void HideArgument(string value, List<string> secrets)
    {
        Hide(value, secrets);
        if (Uri.UnescapeDataString(value) is var plain && plain != value) Hide(plain, secrets);
    }

    private static string[] Query(string path) => path.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? path[(at + 1)..].Split('&') : [];

    // The name in the URI chooses the connection (Connections); its scheme is http since the connection is made secure before .NET sees it.
    private static Uri Target(StagingRequest request, Uri address, bool isGrpc)
    {
        string? name = request.Sni ?? WithoutPort(request.Host);
        string host = address.Scheme == Uri.UriSchemeHttps && name is not null && Uri.CheckHostName(name) is UriHostNameType.Dns ? name : Connections.NoName;
        return new($"http://{host}:{address.Port}{(isGrpc && request.Path is "/" ? HealthPath : Encoded(request.Path))}", asWritten);
    }

    private static string? WithoutPort(string? host) => host?.Split(':')[0];

    // What cannot stand in a request line is encoded; everything else stays as it was written.
    private static string Encoded(string path) => path.All(c => c is > ' ' and < '\x7f' and not '#') ? path
        : string.Concat(path.EnumerateRunes().Select(r => r.Value is > ' ' and < 0x7f and not '#' ? r.ToString() : string.Concat(Encoding.UTF8.GetBytes(r.ToString()).Select(b => $"%{b:X2}"))));

    // A gRPC message: not compressed, its length, and by default one without fields: the server as a whole.
    private static ByteArrayContent Grpc(ReadOnlyMemory<byte> body)
    {
        byte[] framed = new byte[5 + body.Length];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), body.Length);
        body.CopyTo(framed.AsMemory(5));
        return new(framed) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } };
    }

    private static void AskForWebSocket(HttpRequestHeaders headers)
    {
        headers.TryAddWithoutValidation("Connection", "Upgrade");
        headers.TryAddWithoutValidation("Upgrade", "websocket");
        headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        headers.TryAddWithoutValidation("Sec-WebSocket-Key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)));
    }
}
