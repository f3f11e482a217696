using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Kong.Upgrade.Preflight.Certificates;

/// <summary>What OpenSSL refuses of certificates at its security level 2, the default since OpenSSL 3.2: less than 112 bits of security in a key or a signature.</summary>
internal static class SecurityLevel
{
    private static readonly Dictionary<string, string> weakSignatures = new(StringComparer.Ordinal)
    {
        ["1.2.840.113549.1.1.2"] = "MD2", ["1.2.840.113549.1.1.3"] = "MD4", ["1.2.840.113549.1.1.4"] = "MD5",
        ["1.2.840.113549.1.1.5"] = "SHA-1", ["1.3.14.3.2.29"] = "SHA-1", ["1.2.840.10040.4.3"] = "SHA-1", ["1.2.840.10045.4.1"] = "SHA-1",
    };

    /// <summary>What it refuses of a chain, the leaf first; both null for nothing.</summary>
    /// <exception cref="AsnContentException">A key is broken.</exception>
    public static (string? Key, string? Signature) Refuses(IReadOnlyList<X509Certificate2> chain)
    {
        (string? key, string? signature) = (null, null);
        foreach (X509Certificate2 certificate in chain)
        {
            string name = certificate.Subject.Length == 0 ? "without subject" : certificate.Subject;
            if (KeySize.TooShort(certificate.PublicKey) is { } bits) key ??= $"{bits} ({name})";
            if (WeakSignature(certificate) is { } digest) signature ??= $"signed with {digest} ({name})";
        }
        return (key, signature);
    }

    // Nobody checks how a root signed itself.
    private static string? WeakSignature(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData) ? null : weakSignatures.GetValueOrDefault(certificate.SignatureAlgorithm.Value ?? "");
}
