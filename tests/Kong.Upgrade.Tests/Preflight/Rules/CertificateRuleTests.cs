using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kong.Upgrade.Tests;

public class CertificateRuleTests
{
    private const string Id = "340-17";

    private static readonly string good = Sign(2048), small = Sign(1024), smallRoot = Root(1024);

    public static TheoryData<string, string> Keys => new()
    {
        { good, "nothing" },
        { small, "Blocking Certain: cert: RSA key of 1024 bits (CN=leaf)" },
        { WeakCertificates.Elliptic192, "Blocking Certain: cert: EC key of 192 bits (CN=small.example.com)" },
        { WeakCertificates.Elliptic224, "nothing" },
        { WeakCertificates.Dsa1024, "Blocking Certain: cert: DSA key of 1024 bits (CN=dsa.example.com)" },
        { WeakCertificates.Edwards, "nothing" },
        { WeakCertificates.SelfSignedWithSha1, "nothing" },
        { good + "\n" + WeakCertificates.SelfSignedWithSha1, "nothing" },
        { good + "\n" + smallRoot, "Blocking Certain: cert: RSA key of 1024 bits (CN=root)" },
        { "{vault://env/cert}", "nothing" },
        { "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----", "Warning Suspected: cert: no readable certificate in PEM form" },
        { good[..200], "Warning Suspected: cert: no readable certificate in PEM form" },
        { "/etc/kong/cert.pem", "Warning Suspected: cert: no readable certificate in PEM form" },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    public void Certificate_OfAnyKey_IsJudgedAsOpenSslDoes(string pem, string found) => Of("certificates", "cert", pem).Should().Be(found);

    [Fact]
    public void Certificate_SecondOne_IsJudgedToo() =>
        RuleTrial.Find(Id, $$"""{ "from": "3.3.1", "to": "3.9.1", "entities": { "certificates": [ { "cert": {{RuleTrial.Quoted(good)}}, "cert_alt": {{RuleTrial.Quoted(small)}} } ] } }""").Should().StartWith("Blocking Certain: cert_alt: RSA key of 1024 bits");

    [Theory]
    [InlineData("3.3.1", "Blocking Certain: cert: signed with SHA-1 (CN=old.example.com)")]
    [InlineData("3.4.2", "Warning Suspected: cert: signed with SHA-1 (CN=old.example.com); blue should refuse it already")]
    public void Signature_OfSha1_IsNewsOnlyForABlueBefore34(string from, string found) => Of("certificates", "cert", WeakCertificates.SignedWithSha1, from).Should().Be(found);

    [Fact]
    public void Authority_OfASmallKey_IsSerious() => Of("ca_certificates", "cert", smallRoot).Should().Be("Serious Certain: cert: RSA key of 1024 bits (CN=root)");

    [Theory]
    [InlineData("""["ssl_cipher_suite = old"]""", "nothing")]
    [InlineData("""["ssl_cipher_suite = custom", "ssl_ciphers = DEFAULT:@SECLEVEL=1"]""", "nothing")]
    [InlineData("""["ssl_cipher_suite = custom", "ssl_ciphers = DEFAULT"]""", "Blocking Certain: cert: RSA key of 1024 bits (CN=leaf)")]
    [InlineData("""["ssl_cipher_suite = intermediate", "ssl_ciphers = DEFAULT:@SECLEVEL=1"]""", "Blocking Certain: cert: RSA key of 1024 bits (CN=leaf)")]
    public void Level_LoweredBySettings_LeavesWeakCertificatesAlone(string conf, string found) => Of("certificates", "cert", small, conf: conf).Should().Be(found);

    [Fact]
    public void Setting_WithTheCertificateInIt_IsJudged() =>
        RuleTrial.Find(Id, $$"""{ "from": "3.3.1", "to": "3.9.1", "env": { "KONG_SSL_CERT": {{RuleTrial.Quoted(small)}}, "KONG_ADMIN_SSL_CERT": "/etc/kong/admin.crt" } }""").Should().Be("Blocking Certain: ssl_cert: RSA key of 1024 bits (CN=leaf)");

    [Theory]
    [InlineData("ssl_ciphers = HIGH:RC4-SHA", "Warning Suspected: names RC4")]
    [InlineData("ssl_ciphers = HIGH:!RC4", "nothing")]
    [InlineData("ssl_protocols = SSLv3 TLSv1.2", "Warning Suspected: names SSLv3")]
    public void Ciphers_OfACustomSuite_AreRead(string line, string found) => RuleTrial.FindSettings(Id, "3.3.1", "3.9.1", "ssl_cipher_suite = custom", line).Should().Be(found);

    [Theory]
    [InlineData("3.4.3.4", "3.4.3.5", true)]
    [InlineData("3.4.3.5", "3.10.0.2", false)]
    [InlineData("3.4.2", "3.5.0", false)]
    public void Change_CameToABranchAndToTheMainLine(string from, string to, bool isFound) => (Of("certificates", "cert", small, from, to: to) != "nothing").Should().Be(isFound);

    private static string Of(string kind, string field, string pem, string from = "3.3.1", string to = "3.9.1", string conf = "[]") =>
        RuleTrial.Find(Id, $$"""{ "from": "{{from}}", "to": "{{to}}", "conf": {{conf}}, "entities": { "{{kind}}": [ { "id": "1", "{{field}}": {{RuleTrial.Quoted(pem)}} } ] } }""");

    private static string Root(int bits)
    {
        using RSA key = RSA.Create(bits);
        using X509Certificate2 certificate = new CertificateRequest("CN=root", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.ExportCertificatePem();
    }

    private static string Sign(int bits)
    {
        using RSA key = RSA.Create(bits), authority = RSA.Create(2048);
        CertificateRequest request = new("CN=leaf", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.Create(new("CN=root"), X509SignatureGenerator.CreateForRSA(authority, RSASignaturePadding.Pkcs1), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100), [1]);
        return certificate.ExportCertificatePem();
    }
}
