using System.Net;
using Kong.Upgrade.Simulation.Balancing;
using Kong.Upgrade.Simulation.Routing;
using Kong.Upgrade.Simulation.Versions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Kong.Upgrade.Simulation.Proxying;

/// <summary>Makes the request that the upstream sees (recorded in the bodies of the lab's backends).</summary>
internal sealed class UpstreamRequests(VersionTraits version)
{
    // Kept as it is: the path was joined already and must not be tidied once more.
    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };
    private readonly string _via = " kong/" + version.Text;

    public HttpRequestMessage Make(ProxyExchange exchange, ServiceModel service, Target target)
    {
        string path = UpstreamPath.Join(service.Path, exchange.Path, exchange.MatchedLength, exchange.Route!.StripPath);
        path = (exchange.UpstreamPath ?? path) + exchange.Arguments;
        HttpRequestMessage request = new(HttpMethod.Parse(exchange.UpstreamMethod ?? exchange.Request.Method), new Uri($"{service.Scheme}://{target.Address}{Escape(path)}", Verbatim))
        {
            Version = service.IsGrpc ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = HasBody(exchange.Request) ? new StreamContent(exchange.Request.Body) : null,
        };
        AddOwn(request, exchange, target);
        if (service.IsGrpc)
            request.Headers.TryAddWithoutValidation("TE", "trailers");
        Copy(exchange, request);
        return request;
    }

    private void AddOwn(HttpRequestMessage request, ProxyExchange exchange, Target target)
    {
        HttpRequest client = exchange.Request;
        RouteModel route = exchange.Route!;
        string host = client.Host.Value ?? "";
        if (version.HasProtocolInVia)
            request.Headers.TryAddWithoutValidation("Via", HttpProtocol.IsHttp2(client.Protocol) ? "2" + _via : "1.1" + _via);
        request.Headers.Host = exchange.UpstreamHost is { } set ? set : route.PreserveHost ? host : WithoutDefaultPort(target.Name);
        AddConnection(request, exchange);
        string forwarded = client.Headers["X-Forwarded-For"].ToString();
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwarded.Length == 0 ? exchange.ClientAddress : $"{forwarded}, {exchange.ClientAddress}");
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", client.Scheme);
        request.Headers.TryAddWithoutValidation("X-Forwarded-Host", client.Host.Host);
        request.Headers.TryAddWithoutValidation("X-Forwarded-Port", Numbers.Text(exchange.Context.Connection.LocalPort));
        request.Headers.TryAddWithoutValidation("X-Forwarded-Path", Escape(exchange.Path));
        if (route.StripPath && exchange.MatchedLength > 0)
            request.Headers.TryAddWithoutValidation("X-Forwarded-Prefix", Escape(exchange.Path[..exchange.MatchedLength]));
        request.Headers.TryAddWithoutValidation("X-Real-IP", exchange.ClientAddress);
        if (exchange.RequestId is { } id)
            request.Headers.TryAddWithoutValidation("X-Kong-Request-Id", id);
    }

    private static void AddConnection(HttpRequestMessage request, ProxyExchange exchange)
    {
        bool switches = SwitchedConnection.IsAsked(exchange.Context);
        request.Headers.TryAddWithoutValidation("Connection", switches ? "keep-alive, Upgrade" : "keep-alive");
        if (switches)
            request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
    }

    private static void Copy(ProxyExchange exchange, HttpRequestMessage request)
    {
        foreach ((string name, StringValues values) in exchange.Upstream.All)
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
    }

    // In HTTP/2 a body needs neither a length nor chunks.
    public static bool HasBody(HttpRequest request) => request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0
        || (request.ContentLength is null && HttpProtocol.IsHttp2(request.Protocol)
            && request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true });

    // Routes are compared with the decoded path; on the wire it is encoded again.
    private static string Escape(string path) => System.Text.Ascii.IsValid(path) && !path.Contains(' ', StringComparison.Ordinal) ? path : Uri.EscapeDataString(path)
        .Replace("%2F", "/", StringComparison.Ordinal).Replace("%3F", "?", StringComparison.Ordinal).Replace("%3D", "=", StringComparison.Ordinal)
        .Replace("%26", "&", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);

    private static string WithoutDefaultPort(string address) => address.EndsWith(":80", StringComparison.Ordinal) ? address[..^3] : address;
}
