using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kong.Upgrade.Preflight.Certificates;

/// <summary>Reads the certificates of a PEM text.</summary>
internal static class PemChain
{
    /// <summary>The certificates in their order, to be disposed of by the caller; <see langword="null"/> where the text has none, or one that is broken.</summary>
    public static IReadOnlyList<X509Certificate2>? Read(string pem)
    {
        List<X509Certificate2> chain = [];
        ReadOnlySpan<char> rest = pem;
        try
        {
            while (PemEncoding.TryFind(rest, out PemFields fields))
            {
                if (rest[fields.Label].EndsWith("CERTIFICATE")) chain.Add(X509CertificateLoader.LoadCertificate(Decode(rest[fields.Base64Data])));
                rest = rest[fields.Location.End..];
            }
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException)
        {
            chain.ForEach(c => c.Dispose());
            return null;
        }
        // What begins and does not end is no certificate, and Kong would stumble over it.
        return chain.Count > 0 && !rest.Contains("-----BEGIN", StringComparison.Ordinal) ? chain : null;
    }

    private static byte[] Decode(ReadOnlySpan<char> text) => Convert.FromBase64String(text.ToString());
}
