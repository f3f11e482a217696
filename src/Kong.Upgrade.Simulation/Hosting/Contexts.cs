using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kong.Upgrade.Simulation.Hosting;

/// <summary>Certificates made ready for handshakes.</summary>
internal static class Contexts
{
    /// <summary>Reads what Kong's table holds: a chain and a key; null when they cannot be used, because the key was cut out, for instance.</summary>
    public static SslStreamCertificateContext? Read(string? chain, string? key)
    {
        try
        {
            X509Certificate2Collection all = [];
            all.ImportFromPem(chain);
            using X509Certificate2 leaf = X509Certificate2.CreateFromPem(chain, key);
            return Of(leaf, [.. all.Skip(1)]);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    // A key that lives in memory only is not taken everywhere: it goes through a store of its own.
    public static SslStreamCertificateContext Of(X509Certificate2 leaf, X509Certificate2Collection intermediates) =>
        SslStreamCertificateContext.Create(X509CertificateLoader.LoadPkcs12(leaf.Export(X509ContentType.Pfx), null), intermediates, offline: true);
}
