using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kong.Upgrade.Simulation.Tests.Support;

/// <summary>A throw-away certificate and its key, as two texts for a declarative file.</summary>
internal static class TestCertificate
{
    /// <summary>Rows `certificates` and `snis` for these names.</summary>
    public static string Yaml(params string[] names) =>
        "certificates:\n" + string.Concat(names.Select((n, i) => Row(n, i))) + "snis:\n" + string.Concat(names.Select((n, i) => $"- {{name: '{n}', certificate: {Id(i)}}}\n"));

    private static string Row(string name, int index)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return $"- id: {Id(index)}\n  cert: |\n{Indented(certificate.ExportCertificatePem())}  key: |\n{Indented(key.ExportPkcs8PrivateKeyPem())}";
    }

    private static string Id(int index) => $"00000000-0000-0000-0000-0000000000c{index}";

    private static string Indented(string pem) => string.Concat(pem.Split('\n').Select(l => $"    {l}\n"));
}
