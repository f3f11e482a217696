using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Staging.Tests;

/// <summary>The configuration of a real 3.4.2 as its own export has it. Its private keys were cut out, so certificates are made anew for the same names.</summary>
internal static partial class RecordedConfiguration
{
    private const string File = "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/export.yml";

    /// <summary>An expression that takes fewer paths than the prefix beside it: which of the two answers <c>/ordered/1</c> is a matter of order.</summary>
    private const string Ordered = """
        routes:
        - id: 11111111-1111-4111-8111-111111111111
          name: r-ordered-regex
          paths: ['~/ordered/\d+$']
          service: bd89f055-da3c-42ae-8845-068c07f37706
        - id: 22222222-2222-4222-8222-222222222222
          name: r-ordered-prefix
          paths: [/ordered]
          service: 98671c32-4e40-4a91-9521-ade6d0091de8
        """;

    public static string Text => Certificates().Replace(Recordings.Read(File), block => Made(block.Groups["id"].Value == "a01a8b28-87d5-49cc-85e7-6539b10cc235" ? "a.example.test" : "b.example.test", block.Groups["id"].Value))
        .Replace("\nroutes:\n", "\n" + Ordered + "\n", StringComparison.Ordinal);

    private static string Made(string name, string id)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        return $"- cert: |\n{Indented(certificate.ExportCertificatePem())}\n  id: {id}\n  key: |\n{Indented(key.ExportPkcs8PrivateKeyPem())}\n  cert_alt:";
    }

    private static string Indented(string pem) => string.Join('\n', pem.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => "    " + line));

    [GeneratedRegex(@"- cert: \|\n(?:    [^\n]*\n)+  id: (?<id>[0-9a-f-]+)\n.*?-----END PRIVATE KEY-----\n  cert_alt:", RegexOptions.Singleline)]
    private static partial Regex Certificates();
}
