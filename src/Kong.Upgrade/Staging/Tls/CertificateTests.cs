using System.Security.Cryptography;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Staging.Tls;

/// <summary>A handshake for each SNI of the configuration: its own certificate must be shown.</summary>
internal static class CertificateTests
{
    public static IReadOnlyList<CertificateTest> Of(IReadOnlyCollection<KongEntity> entities)
    {
        Dictionary<string, IReadOnlyList<string>> certificates = new(StringComparer.Ordinal);
        foreach (KongEntity certificate in entities.Where(e => e.Kind == "certificates"))
            if (certificate.Id is { } id) certificates[id] = Fingerprints(certificate);
        // A name may be in several workspaces, or be written in a certificate's own list of a declarative file; each is asked for once.
        return [.. entities.Where(e => e.Kind == "snis" && e.Text("name") is not null)
            .Select(e => (Name: Asked(e.Text("name")!), Certificate: e.Reference("certificate")))
            .Where(s => s.Certificate is not null && certificates.GetValueOrDefault(s.Certificate) is { Count: > 0 })
            .DistinctBy(s => s.Name, StringComparer.OrdinalIgnoreCase)
            .Select(s => new CertificateTest(s.Name, certificates[s.Certificate!], isConcluded: true))];
    }

    // Wildcards stand for any name; one that nothing else is likely to be called is asked for.
    private static string Asked(string name) => name.StartsWith("*.", StringComparison.Ordinal) ? "any-name" + name[1..] : name.EndsWith(".*", StringComparison.Ordinal) ? name[..^1] + "example" : name;

    // Kong shows the one of the two that the client's kinds of keys allow.
    private static IReadOnlyList<string> Fingerprints(KongEntity certificate) => [.. new[] { certificate.Text("cert"), certificate.Text("cert_alt") }.OfType<string>().Select(Fingerprint).OfType<string>()];

    private static string? Fingerprint(string pem)
    {
        try
        {
            return PemEncoding.TryFind(pem, out PemFields fields) && pem.AsSpan()[fields.Label].SequenceEqual("CERTIFICATE") ? ServedCertificate.FingerprintOf(Convert.FromBase64String(pem[fields.Base64Data])) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
