using System.Security.Cryptography;
using Kong.Upgrade.Staging.Recipes;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Tests.Recipes;

public sealed class JwtRecipeTests : IDisposable
{
    private readonly RSA keys = RSA.Create(2048);

    public void Dispose() => keys.Dispose();

    private static RecipeCase Shared(string claims = "[exp, nbf]", bool verifiesExpiry = true) => new("jwt",
        RecipeYaml.With($"- name: jwt\n  config: {{ claims_to_verify: {claims} }}", "consumers: [{ username: alice, jwt_secrets: [{ key: staging, secret: between-us-two }] }]"),
        tests => tests.JwtHs256("/r", "staging", StagingSecret.Of("between-us-two"), verifiesExpiry: verifiesExpiry));

    private RecipeCase Pair() => new("jwt",
        RecipeYaml.With("- name: jwt\n  config: { claims_to_verify: [exp], maximum_expiration: 90 }", $"consumers: [{{ username: alice, jwt_secrets: [{{ key: staging, algorithm: RS256, rsa_public_key: \"{keys.ExportSubjectPublicKeyInfoPem().ReplaceLineEndings("\\n")}\" }}] }}]"),
        tests => tests.JwtRs256("/r", "staging", StagingSecret.Of(keys.ExportPkcs8PrivateKeyPem())));

    [Theory]
    [InlineData("2.8.5")]
    [InlineData("3.4.2")]
    [InlineData("3.7.1")]
    [InlineData("3.9.0")]
    public async Task JwtHs256_CleanPair_Passes(string from) => await Shared().PassesAsync(from, tests: 5);

    [Theory]
    [InlineData("3.4.2")]
    [InlineData("3.9.0")]
    public async Task JwtRs256_CleanPair_Passes(string from) => await Pair().PassesAsync(from, tests: 5);

    [Fact]
    public async Task JwtHs256_Skipped_IsNamed() => (await Shared().FailsAsync(f => f.SkipPlugin("jwt"))).What.Should().Contain("status 200 instead of 401");

    [Fact]
    public async Task JwtRs256_Skipped_IsNamed() => (await Pair().FailsAsync(f => f.SkipPlugin("jwt"))).What.Should().Contain("status 200 instead of 401");

    [Fact]
    public async Task JwtHs256_Broken_IsNamed() => (await Shared().FailsAsync(f => f.BreakPlugin("jwt"))).Subjects.Should().HaveCount(5);

    [Fact]
    public async Task JwtHs256_ExpiryIsNotVerified_IsToldUnlessSaid()
    {
        await Shared("[nbf]", verifiesExpiry: false).PassesAsync("3.9.0", tests: 4);

        StagingReport report = await Shared("[nbf]").RunAsync("3.9.0", _ => { });

        report.Verdict.Should().Be(StagingVerdict.CouldNotTell);
        report.Describe().Should().Contain("an expired token is refused (HS256)").And.Contain("blue does the same");
    }

    [Fact]
    public async Task JwtHs256_IsBase64_SignsWithWhatStandsInIt()
    {
        RecipeCase encoded = new("jwt", RecipeYaml.With("- name: jwt\n  config: { claims_to_verify: [exp], secret_is_base64: true, key_claim_name: kid }", "consumers: [{ username: alice, jwt_secrets: [{ key: staging, secret: AAECAwQFBgc= }] }]"),
            tests => tests.JwtHs256("/r", "staging", StagingSecret.Of("AAECAwQFBgc="), claim: "kid", isBase64: true));

        await encoded.PassesAsync("3.9.0", tests: 5);
    }
}
