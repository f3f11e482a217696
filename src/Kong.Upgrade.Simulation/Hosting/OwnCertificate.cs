using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kong.Upgrade.Simulation.Hosting;

/// <summary>Self-signed certificates as Kong makes them for itself: good for twenty years, named localhost. One pair for all nodes of a process.</summary>
internal static class OwnCertificate
{
    private const string Name = "CN=localhost, OU=IT Department, O=Kong, L=San Francisco, S=California, C=US";
    private static readonly Lazy<SslStreamCertificateContext> Usual = new(Make);
    private static readonly Lazy<SslStreamCertificateContext> Wrong = new(Make);

    /// <summary>What a server name without a certificate of its own gets.</summary>
    public static SslStreamCertificateContext Default => Usual.Value;

    /// <summary>What a server name gets whose certificate is mixed up.</summary>
    public static SslStreamCertificateContext Other => Wrong.Value;

    private static SslStreamCertificateContext Make()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new(Name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(20 * 365));
        return Contexts.Of(certificate, []);
    }
}
