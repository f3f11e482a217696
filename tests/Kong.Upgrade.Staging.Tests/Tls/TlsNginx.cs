using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Staging.Tests.Tls;

/// <summary>A real nginx with two names on one TLS port, each with a certificate of its own, and a port without TLS. It answers with the name of the handshake, the host, the protocol, the connection's number and the server that took it.</summary>
internal sealed class TlsNginx : IAsyncDisposable
{
    private readonly NginxServer nginx = new() { Workers = 1 };
    private readonly Dictionary<string, string> fingerprints = [];

    private TlsNginx()
    {
    }

    public ClusterNode Node => new() { Name = "green-1", Version = KongVersion.Parse("3.9.1"), Proxy = nginx.Address, ProxyTls = new($"https://127.0.0.1:{nginx.Port}") };

    /// <summary>A node whose TLS port is none.</summary>
    public ClusterNode PlainNode => new() { Name = "green-1", Version = KongVersion.Parse("3.9.1"), ProxyTls = new($"https://127.0.0.1:{nginx.ControlPort}") };

    /// <summary>Starts it; skips the test where there is no nginx.</summary>
    public static async Task<TlsNginx> StartAsync()
    {
        Assert.SkipWhen(NginxServer.WhyAbsent() is not null, NginxServer.WhyAbsent() ?? "");
        TlsNginx server = new();
        server.nginx.Write($"{server.Server("a.test")}{server.Server("b.test")}server {{ listen 127.0.0.1:{server.nginx.ControlPort}; return 200 plain; }}");
        await server.nginx.StartAsync();
        return server;
    }

    public string Fingerprint(string name) => fingerprints[name];

    public ValueTask DisposeAsync() => nginx.DisposeAsync();

    private string Server(string name)
    {
        string file = Path.Combine(nginx.Folder, name + ".pem");
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        fingerprints[name] = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        File.WriteAllText(file, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        return $"server {{ listen 127.0.0.1:{nginx.Port} ssl http2; server_name {name}; ssl_certificate {file}; ssl_certificate_key {file}; location / {{ return 200 \"$ssl_server_name|$host|$server_protocol|$connection|{name}\"; }} }}\n";
    }
}
