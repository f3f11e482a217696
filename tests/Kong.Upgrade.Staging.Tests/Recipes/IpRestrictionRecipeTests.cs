using Kong.Upgrade.Staging.Recipes;

namespace Kong.Upgrade.Staging.Tests.Recipes;

public class IpRestrictionRecipeTests
{
    private static RecipeCase Case(string config, bool isAllowed, int? status = null) =>
        new("ip-restriction", RecipeYaml.With($"- name: ip-restriction\n  config: {config}"), tests => tests.IpRestriction("/r", isAllowed, status));

    [Theory]
    [InlineData("3.4.2")]
    [InlineData("3.9.0")]
    public async Task IpRestriction_CleanPair_Passes(string from)
    {
        await Case("{ deny: [127.0.0.0/8] }", isAllowed: false).PassesAsync(from, tests: 1);
        await Case("{ allow: [127.0.0.1] }", isAllowed: true).PassesAsync(from, tests: 1);
        await Case("{ allow: [10.0.0.0/8], status: 404, message: nothing here }", isAllowed: false, status: 404).PassesAsync(from, tests: 1);
    }

    [Fact]
    public async Task IpRestriction_FromAVersionWithOtherWords_Passes() => await Case("{ deny: [127.0.0.0/8] }", isAllowed: false).PassesAsync("2.8.5", tests: 1);

    [Fact]
    public async Task IpRestriction_Skipped_IsNamed() => (await Case("{ deny: [127.0.0.0/8] }", isAllowed: false).FailsAsync(f => f.SkipPlugin("ip-restriction"))).What.Should().Be("status 200 instead of 403");

    [Fact]
    public async Task IpRestriction_Broken_IsNamed() => (await Case("{ allow: [127.0.0.1] }", isAllowed: true).FailsAsync(f => f.BreakPlugin("ip-restriction"))).What.Should().Contain("Kong broke over the request (500)");
}
