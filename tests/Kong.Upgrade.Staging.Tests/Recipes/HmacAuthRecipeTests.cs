using Kong.Upgrade.Staging.Recipes;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Tests.Recipes;

public class HmacAuthRecipeTests
{
    private static RecipeCase Case(string config, Action<StagingSuiteBuilder> recipe) =>
        new("hmac-auth", RecipeYaml.With($"- name: hmac-auth\n  config: {config}", "consumers: [{ username: alice, hmacauth_credentials: [{ username: partner, secret: handshake }] }]"), recipe);

    private static RecipeCase Plain() => Case("{ clock_skew: 60 }", tests => tests.HmacAuth("/r?a=1", "partner", StagingSecret.Of("handshake")));

    [Theory]
    [InlineData("2.8.5")]
    [InlineData("3.4.2")]
    [InlineData("3.7.1")]
    [InlineData("3.9.0")]
    public async Task HmacAuth_CleanPair_Passes(string from) => await Plain().PassesAsync(from, tests: 4);

    [Theory]
    [InlineData("hmac-sha1", "X-Date")]
    [InlineData("hmac-sha384", "Date")]
    [InlineData("hmac-sha512", "X-Date")]
    public async Task HmacAuth_OtherAlgorithmsAndDates_Pass(string algorithm, string date) =>
        await Case($"{{ algorithms: [{algorithm}] }}", tests => tests.HmacAuth("/r", "partner", StagingSecret.Of("handshake"), algorithm, date)).PassesAsync("3.4.2", tests: 4);

    [Fact]
    public async Task HmacAuth_BodyAndFurtherHeaders_AreSigned()
    {
        RecipeCase posted = Case("{ validate_request_body: true, enforce_headers: [date, host, '@request-target', digest, x-partner] }", tests => tests
            .HmacAuth("/r", "partner", StagingSecret.Of("handshake"), validatesBody: true, body: """{"order":1}""", alsoSigned: ["host", "@request-target", "x-partner"], request: r => r.WithHost("api.test").WithHeader("X-Partner", "a"))
            .Consent(StagingEffects.Writes, "a test"));

        await posted.PassesAsync("3.4.2", tests: 5);
    }

    [Fact]
    public async Task HmacAuth_BodyWithoutConsent_IsNotRun()
    {
        StagingReport report = await Case("{}", tests => tests.HmacAuth("/r", "partner", StagingSecret.Of("handshake"), body: "{}")).RunAsync("3.9.0", _ => { });

        report.Tests.Should().OnlyContain(t => t.Verdict == null);
        report.Describe().Should().Contain("Consent(StagingEffects.Writes");
    }

    [Fact]
    public async Task HmacAuth_HeaderThatIsNotThere_IsAsked()
    {
        StagingReport report = await Case("{}", tests => tests.HmacAuth("/r", "partner", StagingSecret.Of("handshake"), alsoSigned: ["host"])).RunAsync("3.9.0", _ => { });

        report.Verdict.Should().Be(StagingVerdict.CouldNotTell);
        report.Describe().Should().Contain("add it with WithHost");
    }

    [Fact]
    public async Task HmacAuth_Skipped_IsNamed() => (await Plain().FailsAsync(f => f.SkipPlugin("hmac-auth"))).What.Should().Contain("status 200 instead of 401");

    [Fact]
    public async Task HmacAuth_Broken_IsNamed() => (await Plain().FailsAsync(f => f.BreakPlugin("hmac-auth"))).Subjects.Should().HaveCount(4);

    [Fact]
    public void HmacAuth_UnknownAlgorithm_IsRefused() =>
        FluentActions.Invoking(() => StagingSuite.Create(tests => tests.HmacAuth("/r", "partner", StagingSecret.Of("s"), "hmac-md5"))).Should().Throw<ArgumentException>().WithMessage("*hmac-md5*hmac-sha256*");
}
