using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Kong.Upgrade.Preflight.Certificates;

/// <summary>Reads the certificates of a PEM text.</summary>
internal static class PemChain
{
    /// <summary>The certificates in their order; <see langword="null"/> where the text has none, or one that is broken.</summary>
    public static IReadOnlyList<Certificate>? Read(string pem)
    {
        List<Certificate> chain = [];
        ReadOnlySpan<char> rest = pem;
        try
        {
            while (PemEncoding.TryFind(rest, out PemFields fields))
            {
                if (rest[fields.Label].EndsWith("CERTIFICATE")) chain.Add(Certificate.Read(Convert.FromBase64String(rest[fields.Base64Data].ToString())));
                rest = rest[fields.Location.End..];
            }
        }
        catch (Exception failure) when (failure is AsnContentException or FormatException)
        {
            return null;
        }
        // What begins and does not end is no certificate, and Kong would stumble over it.
        return chain.Count > 0 && !rest.Contains("-----BEGIN", StringComparison.Ordinal) ? chain : null;
    }
}
