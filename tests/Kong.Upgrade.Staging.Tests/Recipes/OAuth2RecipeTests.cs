using Kong.Upgrade.Staging.Recipes;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Tests.Recipes;

public class OAuth2RecipeTests
{
    private const string Secret = "application secret";

    private static RecipeCase Case(StagingEffects consent = StagingEffects.Writes, string secret = Secret, string? scope = "read", int status = 200, string grants = "enable_client_credentials: true") => new("oauth2",
        RecipeYaml.With($"- name: oauth2\n  config: {{ {grants}, scopes: [read, write], mandatory_scope: true }}", $"consumers: [{{ username: alice, oauth2_credentials: [{{ name: app, client_id: staging-app, client_secret: {Secret}, redirect_uris: ['http://a.test'] }}] }}]"),
        tests => tests.OAuth2("/r?a=1", "staging-app", StagingSecret.Of(secret), scope, status: status, request: r => r.OverTls("a.test").WithHost("a.test")).Consent(consent, "a test"))
    {
        HasTls = true,
    };

    [Theory]
    [InlineData("3.4.2")]
    [InlineData("3.7.1")]
    [InlineData("3.9.0")]
    public async Task OAuth2_CleanPair_Passes(string from)
    {
        StagingReport report = await Case().PassesAsync(from, tests: 3);

        report.Tests[2].Evidence.Should().Contain("green-2 issues a token that passes, takes a token of blue's");
    }

    [Fact]
    public async Task OAuth2_WithoutConsent_IssuesNoToken()
    {
        StagingReport report = await Case(StagingEffects.None).RunAsync("3.9.0", _ => { });

        report.Tests.Select(t => t.Verdict).Should().Equal(StagingVerdict.Passed, StagingVerdict.Passed, null);
        report.Untested.Should().ContainSingle().Which.Should().Contain("tokens are issued").And.Contain("Consent(StagingEffects.Writes");
    }

    [Fact]
    public async Task OAuth2_Skipped_IsNamed() => (await Case().FailsAsync(f => f.SkipPlugin("oauth2"))).What.Should().Contain("status 200 instead of 401").And.Contain("no token is issued: status 200");

    [Fact]
    public async Task OAuth2_Broken_IsNamed() => (await Case().FailsAsync(f => f.BreakPlugin("oauth2"))).Subjects.Should().HaveCount(3);

    [Fact]
    public async Task OAuth2_WrongSecret_IsTroubleOfBothAndShowsNoSecret()
    {
        string report = (await Case(secret: "a wrong secret").RunAsync("3.9.0", _ => { })).Describe();

        report.Should().StartWith("IT COULD NOT BE TOLD").And.Contain("(invalid_client); and blue: no token is issued").And.NotContain("wrong secret");
    }

    [Fact]
    public async Task OAuth2_TokensOfBlueAreUnknownToGreen_IsNamed()
    {
        await using Pair old = await Pair.StartAsync(Case().Configuration, hasTls: true), other = await Pair.StartAsync(Case().Configuration, hasTls: true);

        StagingReport report = await Case().RunAsync(new StagingTarget { Green = other.Target.Green, Blue = old.Target.Blue });

        report.Causes.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Area = "plugin oauth2", What = "a token that blue issued: status 401 instead of 200 for a token that was just issued", IsOnEveryNode = true });
    }

    [Fact]
    public void OAuth2_ExpectationsInTheRequest_AreRefused() =>
        FluentActions.Invoking(() => StagingSuite.Create(tests => tests.OAuth2("/r", "a", StagingSecret.Of("b"), request: r => r.ExpectStatus(200)))).Should().Throw<ArgumentException>().WithMessage("*expectations of its own*");
}
