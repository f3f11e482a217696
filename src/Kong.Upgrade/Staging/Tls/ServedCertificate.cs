using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kong.Upgrade.Staging.Tls;

/// <summary>The certificate that a node showed, or why there was none. Immutable.</summary>
internal sealed record ServedCertificate
{
    /// <summary>Why there is none; <see langword="null"/> when there is one.</summary>
    public string? Trouble { get; init; }

    /// <summary>SHA-256 of the certificate, in lower-case hexadecimal.</summary>
    public string Fingerprint { get; init; } = "";

    public string Subject { get; init; } = "";

    public DateTimeOffset NotAfter { get; init; }

    /// <summary>Whether the certificate names a host.</summary>
    public Func<string, bool> Names { get; init; } = static _ => false;

    public static ServedCertificate Of(X509Certificate2 certificate)
    {
        // The certificate is disposed with its connection; what is asked of it later is kept.
        byte[] raw = certificate.RawData;
        return new()
        {
            Fingerprint = FingerprintOf(raw),
            Subject = certificate.Subject,
            NotAfter = certificate.NotAfter.ToUniversalTime(),
            Names = host =>
            {
                using X509Certificate2 copy = X509CertificateLoader.LoadCertificate(raw);
                return copy.MatchesHostname(host);
            },
        };
    }

    public static string FingerprintOf(ReadOnlySpan<byte> der) => Convert.ToHexStringLower(SHA256.HashData(der));

    public override string ToString() => Trouble is null ? string.Create(CultureInfo.InvariantCulture, $"{Subject}, valid until {NotAfter:yyyy-MM-dd}, sha256 {Fingerprint[..16]}…") : $"no certificate ({Trouble})";
}
