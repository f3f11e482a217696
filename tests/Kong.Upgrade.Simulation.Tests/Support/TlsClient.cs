using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Kong.Upgrade.Simulation.Tests.Support;

/// <summary>Asks a TLS listener under any server name, and keeps what certificate it showed.</summary>
internal sealed class TlsClient : IDisposable
{
    private readonly HttpClient _client;
    private readonly int _port;

    public TlsClient(Uri listener)
    {
        _port = listener.Port;
        _client = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = async (_, cancel) =>
            {
                System.Net.Sockets.Socket socket = new(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, _port, cancel);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => Keep(certificate!) },
        });
    }

    /// <summary>The subject of the last certificate shown, and its thumbprint.</summary>
    public (string Subject, string Thumbprint) Shown { get; private set; }

    public Task<HttpResponseMessage> GetAsync(string host, string path, Version? version = null) => _client.SendAsync(
        new(HttpMethod.Get, $"https://{host}:{_port}{path}") { Version = version ?? HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact },
        TestContext.Current.CancellationToken);

    public void Dispose() => _client.Dispose();

    private bool Keep(X509Certificate certificate)
    {
        Shown = (certificate.Subject, certificate.GetCertHashString());
        return true;
    }
}
