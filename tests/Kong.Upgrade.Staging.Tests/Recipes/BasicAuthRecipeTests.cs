using Kong.Upgrade.Staging.Recipes;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Tests.Recipes;

public class BasicAuthRecipeTests
{
    private static readonly RecipeCase basic = new("basic-auth", RecipeYaml.With("- name: basic-auth", "consumers: [{ username: alice, basicauth_credentials: [{ username: alice, password: wonderland }] }]"),
        tests => tests.BasicAuth("/r", "alice", StagingSecret.Of("wonderland")));

    [Theory]
    [InlineData("2.8.5")]
    [InlineData("3.4.2")]
    [InlineData("3.5.0")]
    [InlineData("3.9.0")]
    public async Task BasicAuth_CleanPair_Passes(string from) => await basic.PassesAsync(from, tests: 4);

    [Fact]
    public async Task BasicAuth_Skipped_IsNamed() => (await basic.FailsAsync(f => f.SkipPlugin("basic-auth"))).What.Should().Contain("status 200 instead of 401");

    [Fact]
    public async Task BasicAuth_Broken_IsNamed() => (await basic.FailsAsync(f => f.BreakPlugin("basic-auth"))).Subjects.Should().HaveCount(4);
}
