using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Kong.Upgrade.Staging.Calling;

/// <summary>Connections to one address of one node. The name in a request's URI is not looked up: it is what is asked for in the TLS handshake, so that each name has connections of its own.</summary>
internal static class Connections
{
    /// <summary>Stands in a URI whose connection asks for no name.</summary>
    public const string NoName = "node.invalid";

    public static SocketsHttpHandler Handler(Uri address, int most) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        MaxConnectionsPerServer = most,
        // One slow name must not keep connections that others need, and a certificate that was changed must be seen.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
        ConnectCallback = (context, token) => ConnectAsync(address, context, token),
    };

    private static async ValueTask<Stream> ConnectAsync(Uri address, SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        Stream plain = await OpenAsync(address, cancellationToken).ConfigureAwait(false);
        if (address.Scheme != Uri.UriSchemeHttps) return plain;
        string? name = context.DnsEndPoint.Host is var host && host == NoName ? null : host;
        return await SecureAsync(plain, name, context.InitialRequestMessage.Version.Major >= 2, cancellationToken).ConfigureAwait(false);
    }

    public static async Task<Stream> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new DnsEndPoint(address.IdnHost, address.Port), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Shakes hands and takes any certificate: which one it is, is what a test looks at.</summary>
    [SuppressMessage("Security", "CA5359", Justification = "Green is asked by its address before its names lead to it; CertificateTest weighs what it shows.")]
    public static async Task<SslStream> SecureAsync(Stream plain, string? name, bool isHttp2, CancellationToken cancellationToken)
    {
        SslStream secure = new(plain, leaveInnerStreamOpen: false);
        try
        {
            await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = name ?? string.Empty,
                ApplicationProtocols = [isHttp2 ? SslApplicationProtocol.Http2 : SslApplicationProtocol.Http11],
                RemoteCertificateValidationCallback = static (_, _, _, _) => true,
            }, cancellationToken).ConfigureAwait(false);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
