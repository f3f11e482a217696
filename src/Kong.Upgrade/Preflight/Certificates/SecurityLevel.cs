using System.Formats.Asn1;

namespace Kong.Upgrade.Preflight.Certificates;

/// <summary>What OpenSSL refuses of certificates at its security level 2, the default since OpenSSL 3.2: less than 112 bits of security in a key or a signature.</summary>
internal static class SecurityLevel
{
    private static readonly Dictionary<string, string> weakSignatures = new(StringComparer.Ordinal)
    {
        ["1.2.840.113549.1.1.2"] = "MD2",
        ["1.2.840.113549.1.1.3"] = "MD4",
        ["1.2.840.113549.1.1.4"] = "MD5",
        ["1.2.840.113549.1.1.5"] = "SHA-1",
        ["1.3.14.3.2.29"] = "SHA-1",
        ["1.2.840.10040.4.3"] = "SHA-1",
        ["1.2.840.10045.4.1"] = "SHA-1",
    };

    /// <summary>What it refuses of a chain, the leaf first; both null for nothing.</summary>
    /// <exception cref="AsnContentException">A key is broken.</exception>
    public static (string? Key, string? Signature) Refuses(IReadOnlyList<Certificate> chain)
    {
        (string? key, string? signature) = (null, null);
        foreach (Certificate certificate in chain)
        {
            if (KeySize.TooShort(certificate) is { } bits) key ??= $"{bits} ({certificate.Subject})";
            if (WeakSignature(certificate) is { } digest) signature ??= $"signed with {digest} ({certificate.Subject})";
        }
        return (key, signature);
    }

    // Nobody checks how a root signed itself.
    private static string? WeakSignature(Certificate certificate) =>
        certificate.IsSelfIssued ? null : weakSignatures.GetValueOrDefault(certificate.Signature);
}
